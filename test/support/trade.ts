import { randomUUID } from 'node:crypto'
import { monthOf } from '../../src/shared/calendar.ts'
import type { Tables } from './register.ts'

type Row = Record<string, unknown>
const bytes = `\\x${'00'.repeat(32)}`
const maker = { id: randomUUID(), name: 'maker', name_key: 'maker', shown: 'Maker', roles: ['prevention'], state: 'active', x_public: bytes, ed_public: bytes, manager: false, joined_on: '2002-01-01' }
const line = { id: randomUUID(), name: 'SOS', channel: 'phone', place: 1 }
const team = { id: randomUUID(), kind: 'sos_line', name: 'SOS' }

/** A register written as the trade speaks; what is not said is ordinary. Everything is recorded on its day unless told. */
export function register() {
  const tables: Record<keyof Tables, Row[]> = {
    line: [line], team: [team], client: [], contact: [], contact_client: [], service: [], institution_contact: [], situation: [], person: [], status_event: [],
    member: [maker], folder: [], campaign: [], campaign_reach: [], event: [], event_heads: [], activist: [], activist_hours: [],
    memorandum: [], authority_request: [],
  }
  const add = (table: keyof Tables, row: Row) => void tables[table].push(row)
  const sealed = (kind: string): string => {
    const id = randomUUID()
    add('folder', { id, kind, trace: randomUUID(), made_by: maker.id })
    return id
  }
  return {
    tables: tables as Tables,

    client(codes: Row = {}): string {
      const id = randomUUID()
      add('client', { id, folder: randomUUID(), merged_into: null, recorded_on: '2002-01-01' })
      if (Object.keys(codes).length) {
        add('person', { folder: randomUUID(), client: id, sex: 'unknown', form: 'unknown', citizen_rs: 'unknown', exploited_rs: 'unknown', recorded_on: '2002-01-01', version: 1, ...codes })
      }
      return id
    },

    join(client: string, into: string): void {
      for (const row of tables.client) if (row['id'] === client) row['merged_into'] = into
    },

    call(day: string, { about, linkedOn, ...codes }: { about?: string; linkedOn?: string } & Row = {}): string {
      const folder = randomUUID()
      const subtype = codes['subtype'] ?? 'support_monitoring'
      add('contact', {
        folder, line: line.id, channel: 'phone', direction: 'in', type: 'trafficking', subtype, need: subtype === 'post_festum' ? 'recovery' : null,
        outcome: 'informed', urgency: 'not_asked', on_day: day, part_of_day: 'morning', minutes_band: '5_15', team: team.id, recorded_on: day, version: 1, ...codes,
      })
      if (about) add('contact_client', { contact: folder, client: about, as: 'about', recorded_on: linkedOn ?? codes['recorded_on'] ?? day })
      return folder
    },

    report(day: string, codes: Row = {}): string {
      return this.call(day, { subtype: 'report', ...codes })
    },

    event(client: string, month: string, codes: Row = {}): void {
      add('status_event', {
        id: randomUUID(), folder: randomUUID(), client, status: 'presumed', decided_by: 'ngo', month: `${monthOf(month)}-01`, minor: 'no', report: null,
        recorded_on: `${monthOf(month)}-15`, ...codes,
      })
    },

    service(client: string | null, day: string, codes: Row = {}): void {
      add('service', { id: randomUUID(), folder: randomUUID(), client, contact: null, team: team.id, kind: 'legal', state: 'provided', times: 1, on_day: day, recorded_on: day, ...codes })
    },

    /** A campaign; `year: null` when nobody knows it. `reach` by channel, null where it is not known. */
    campaign(year: number | null, { reach = {}, ...codes }: { reach?: Readonly<Record<string, number | null>> } & Row = {}): string {
      const folder = sealed('campaign')
      const recorded = `${year ?? 2002}-12-31`
      add('campaign', { folder, team: team.id, role: 'organiser', year, recorded_on: recorded, version: 1, ...codes })
      for (const [channel, reached] of Object.entries(reach)) add('campaign_reach', { folder, channel, reached, recorded_on: recorded })
      return folder
    },

    /** An event that was held; heads by audience, sex, age and place. */
    gathering(day: string, { heads = [], ...codes }: { heads?: readonly Row[] } & Row = {}): string {
      const folder = sealed('event')
      add('event', { folder, team: team.id, kind: 'workshop', role: 'organiser', form: 'not_asked', state: 'held', on_day: day, recorded_on: day, version: 1, ...codes })
      for (const cell of heads) add('event_heads', { folder, audience: 'young_people', sex: 'not_asked', age_band: 'not_asked', place: 'not_asked', recorded_on: day, ...cell })
      return folder
    },

    institution(kind: string, day: string, codes: Row = {}): void {
      add('institution_contact', {
        id: randomUUID(), folder: randomUUID(), client: null, contact: null, team: team.id, kind, topic: 'assistance', channel: 'phone', direction: 'in',
        on_day: day, recorded_on: day, ...codes,
      })
    },
  }
}

export type WrittenRegister = ReturnType<typeof register>
