import { createHash } from 'node:crypto'
import { timeZone } from '../shared/calendar.ts'

type Row = { readonly session: string; readonly on_day: string; readonly starts: string | null; readonly ends: string | null; readonly state: string; readonly said: string }

const plain = (text: string) => text.replaceAll('-', '').replaceAll(':', '')

/** The instant of an hour in the organisation's own time. */
export function instantOf(day: string, hour: string): Date {
  const guess = new Date(`${day}T${hour}:00Z`)
  const there = new Date(`${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(guess).replace(' ', 'T')}Z`)
  return new Date(guess.getTime() - (there.getTime() - guess.getTime()))
}

const stamp = (instant: Date) => `${plain(instant.toISOString().slice(0, 19))}Z`

function eventLines({ session, on_day, starts, ends, state, said }: Row): string[] {
  const when = starts
    ? [`DTSTART:${stamp(instantOf(on_day, starts))}`, ...(ends ? [`DTEND:${stamp(instantOf(on_day, ends))}`] : [])]
    : [`DTSTART;VALUE=DATE:${plain(on_day)}`]
  // Its own id would be a thread into the register; a hash of it is one and the same for the calendar, and nothing else.
  const uid = createHash('sha256').update(`calendar ${session}`).digest('hex').slice(0, 32)
  return ['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${plain(on_day)}T000000Z`, ...when, `SUMMARY:${said}`, `STATUS:${state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`, 'CLASS:PRIVATE', 'END:VEVENT']
}

/** RFC 5545. A day, an hour and one quiet word: no title, no place, no description, no names. */
export function calendarOf(rows: readonly Row[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//calendar//EN', 'METHOD:PUBLISH', ...rows.flatMap(eventLines), 'END:VCALENDAR', ''].join('\r\n')
}
