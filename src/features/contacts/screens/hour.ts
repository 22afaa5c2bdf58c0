import { dayOf } from '../../../shared/calendar.ts'
import { formatTime } from '../../../shared/words.ts'

type Contact = { readonly onDay: string; readonly partOfDay: string }

/** The hour it began, or ended, where it is hers to say: what was entered later, or corrected to another day, has none. Empty then. */
export function hourOf({ onDay, partOfDay }: Contact, moment: string | null | undefined): string {
  return moment && partOfDay !== 'unknown' && dayOf(new Date(moment)) === onDay ? formatTime(new Date(moment)) : ''
}
