import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import type { Found } from '../../../desk/ui/index.ts'
import { useLocale } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { findIn, prefold } from '../../../shared/names.ts'
import type { Folded } from '../../../shared/names.ts'
import { formatDay, written } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { directory, directoryWords } from '../contract.ts'
import type { Entry, InstitutionEntry, PersonEntry } from '../contract.ts'
import { resolve, titleOf } from '../rules.ts'
import type { Page, Resolved } from '../rules.ts'

type Import = OutputOf<typeof directory.read>['imports'][number]
export type Directory = Resolved & {
  readonly folder: FolderId | null
  readonly imports: readonly Import[]
  /** Pages that did not open or have another shape: nothing else is kept from coming. */
  readonly closed: number
  readonly pages: readonly Page[]
}

async function read(desk: OpenDesk): Promise<Directory> {
  const pages: Page[] = []
  let closed = 0
  let after: string | undefined
  let first: OutputOf<typeof directory.read> | undefined
  do {
    const answer: OutputOf<typeof directory.read> = await desk.call(directory.read, after === undefined ? {} : { after })
    first ??= answer
    await desk.keys.admit(answer.served)
    for (const doc of await desk.keys.openDocs(answer.served.docs, { signatures: 'later' })) {
      const page = pageOf(doc)
      if (page) pages.push(page)
      else closed += 1
    }
    after = answer.next ?? undefined
  } while (after !== undefined)
  return { ...resolve(pages), folder: first.folders[0] ?? null, imports: first.imports, closed, pages }
}

/** Fifty thousand entries are not looked at field by field: the first says what the page is. */
function pageOf(doc: { readonly id: string; readonly version: number; readonly author: string; readonly content?: unknown }): Page | undefined {
  const entries = (doc.content as { entries?: unknown } | undefined)?.entries
  if (!Array.isArray(entries) || !directoryWords.safeParse({ entries: entries.slice(0, 1) }).success) return undefined
  return { id: doc.id, version: doc.version, entries: entries as Entry[], author: doc.author }
}

const key = ['directory']

/** Read once and kept while the desk is open; what others write comes when the desk hears of it. */
export function useDirectory() {
  const desk = useDesk()
  return useQuery({ queryKey: key, enabled: desk.may('institutions:record'), staleTime: 10 * 60_000, queryFn: () => read(desk) })
}

/** What was just saved here is there at once, without reading everything again. */
export function useKeepEntries() {
  const queries = useQueryClient()
  return useCallback((folder: FolderId, some: readonly { readonly id: string; readonly version: number; readonly entry: Entry }[]) => {
    queries.setQueryData<Directory>(key, (was) => {
      if (!was) return was
      const own = some.map(({ id, version, entry }) => ({ id, version, entries: [entry] }))
      const pages = [...was.pages.filter((page) => !some.some((one) => one.id === page.id)), ...own]
      return { ...was, ...resolve(pages), pages, folder: was.folder ?? folder }
    })
  }, [queries])
}

/** Somebody or some place to speak to, as a finder shows it. */
export type Spoken = Found & { readonly institution: InstitutionEntry; readonly person: PersonEntry | null }
type Findable = { readonly folded: Folded; readonly of: { readonly institution: InstitutionEntry; readonly person: PersonEntry | null } }

const findable = new WeakMap<Resolved['institutions'], readonly Findable[]>()

/** Prepared once for a directory, at the first search. What is archived is not offered. */
function toFind({ institutions, people }: Resolved): readonly Findable[] {
  const known = findable.get(institutions)
  if (known) return known
  const all = [...institutions.values()].filter((one) => !one.archivedOn).flatMap((institution): Findable[] => [
    { folded: prefold({ names: [titleOf(institution)], words: [institution.unit, institution.town], phones: [...institution.dutyPhones, ...institution.phones] }), of: { institution, person: null } },
    ...(people.get(institution.id) ?? []).filter((one) => !one.archivedOn)
      .map((person): Findable => ({ folded: prefold({ names: [person.name], words: [], phones: person.phones }), of: { institution, person } })),
  ])
  findable.set(institutions, all)
  return all
}

export function spokenFound({ institution, person }: Findable['of'], locale: Locale): Spoken {
  const kind = written(institutionKind.labels[institution.kind], locale)
  return {
    id: person?.id ?? institution.id, institution, person,
    label: person ? person.name : titleOf(institution),
    detail: person ? [person.role, titleOf(institution)].filter(Boolean).join(' · ') : [kind, institution.town].filter(Boolean).join(' · '),
    ...(!person && institution.verifiedOn && { aside: formatDay(institution.verifiedOn, locale) }),
  }
}

export function useFindSpoken(most = 10): (text: string) => Promise<Spoken[]> {
  const { data } = useDirectory()
  const locale = useLocale()
  return useCallback(async (text: string) => (data ? findIn(text, toFind(data), most).map((one) => spokenFound(one, locale)) : []), [data, locale, most])
}

/** Every team that works with institutions: all but the finders. */
export const teamsWithInstitutions = (desk: OpenDesk) => desk.house.teams.filter((team) => team.kind !== 'finders').map((team) => team.id)

/** The directory is one folder for the whole organisation. */
export const newDirectory = (desk: OpenDesk) => desk.keys.makeFolder('directory', teamsWithInstitutions(desk), dayOf(new Date()))
