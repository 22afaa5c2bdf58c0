import { addDays, isDay } from '../../shared/calendar.ts'
import type { Day } from '../../shared/calendar.ts'
import { foldName } from '../../shared/names.ts'
import type { Entry, InstitutionEntry, PersonEntry } from './contract.ts'

/** A page as it opened: whose document it is, and what stands in it. `author`: who wrote it last, where it was read. */
export type Page = { readonly id: string; readonly version: number; readonly entries: readonly Entry[]; readonly author?: string }

/** The directory as it stands: archived ones are in it and say so. */
export type Resolved = {
  readonly institutions: ReadonlyMap<string, InstitutionEntry>
  readonly people: ReadonlyMap<string, readonly PersonEntry[]>
  /** The version of each entry's own page; 0 where it has none yet. */
  readonly versions: ReadonlyMap<string, number>
}

/** An entry's own page, written by hand, counts before the page of an import that it came with. */
export function resolve(pages: readonly Page[]): Resolved {
  const entries = new Map<string, Entry>()
  const versions = new Map<string, number>()
  for (const page of pages) {
    for (const entry of page.entries) {
      const own = page.id === entry.id
      if (!own && versions.has(entry.id)) continue
      entries.set(entry.id, entry)
      if (own) versions.set(entry.id, page.version)
    }
  }
  const institutions = new Map<string, InstitutionEntry>()
  const people = new Map<string, PersonEntry[]>()
  for (const entry of entries.values()) {
    if (entry.is === 'institution') institutions.set(entry.id, entry)
    else people.set(entry.institution, [...(people.get(entry.institution) ?? []), entry])
  }
  return { institutions, people, versions }
}

/** A year after somebody last saw that it is so, an entry is to be looked at again; one nobody ever saw, at once. */
export const goesStaleAfter = 365
export function isStale({ verifiedOn, archivedOn }: Pick<InstitutionEntry, 'verifiedOn' | 'archivedOn'>, today: Day): boolean {
  if (archivedOn) return false
  return !verifiedOn || !isDay(verifiedOn) || addDays(verifiedOn, goesStaleAfter) < today
}

/** What makes two rows the same institution, in whichever script they are written. */
export const sameInstitution = (one: Pick<InstitutionEntry, 'name' | 'unit' | 'town'>): string => [one.name, one.unit, one.town].map(foldName).join('|')
export const samePerson = (institution: string, name: string): string => `${institution}|${foldName(name)}`

/** As it is called in a list: the unit stands with the name. */
export const titleOf = ({ name, unit }: Pick<InstitutionEntry, 'name' | 'unit'>): string => [name, unit].filter(Boolean).join(', ')
