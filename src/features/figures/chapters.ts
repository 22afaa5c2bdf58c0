import { definitions } from './definitions.ts'

/** The chapters in which a year is told, in the order of the definitions. */
const chapters = ['calls', 'clients', 'reports', 'ours', 'formal', 'group', 'help', 'institutions', 'campaigns', 'events', 'agreements', 'further'] as const
export type Chapter = (typeof chapters)[number]

/** Ours and the formally identified stand apart: two figures, never added. */
export function chapterOf(id: string): Chapter {
  if (id.startsWith('victims.formal')) return 'formal'
  if (id.startsWith('victims')) return 'ours'
  if (id.startsWith('services') || id === 'assisted') return 'help'
  if (id.startsWith('institution_contacts')) return 'institutions'
  if (id.startsWith('memoranda') || id === 'authority_requests') return 'agreements'
  if (id === 'calls.heard_of') return 'campaigns'
  if (/^(trainings|heads|activists)\./.test(id) || id === 'heads') return 'events'
  return chapters.find((one) => id === one || id.startsWith(`${one}.`)) ?? 'further'
}

export const chaptersInOrder: readonly Chapter[] = [...new Set(definitions.map((one) => chapterOf(one.id)))]
