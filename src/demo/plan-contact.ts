import { yearOf } from '../shared/calendar.ts'
import type { Day } from '../shared/calendar.ts'
import type { Role } from '../shared/roles.ts'
import { subtypesOf } from '../vocabulary/index.ts'
import { recordedAfter } from './days.ts'
import type { Channel, PlannedContact, Subtype, TeamKind } from './plan-shape.ts'
import type { Chance } from './random.ts'

type Outcome = PlannedContact['outcome']
type Urgency = PlannedContact['urgency']
type Band = PlannedContact['minutesBand']

/** A contact of this subtype with the codes such contacts usually have. A call is incoming, by telephone, on the line. */
export function contactOf(by: Chance, subtype: Subtype, day: Day, way: { readonly channel: Channel; readonly direction: 'in' | 'out' }): PlannedContact {
  const empty = subtype === 'silent' || subtype === 'wrong_number' || subtype === 'prank'
  const type = (Object.keys(subtypesOf) as (keyof typeof subtypesOf)[]).find((one) => (subtypesOf[one] as readonly string[]).includes(subtype)) ?? 'other'
  return {
    day, recordedOn: recordedAfter(by, day), ...way, ...takenBy(by, subtype, way), type, subtype,
    need: subtype === 'post_festum' ? by.weighted({ urgent_care: 14, recovery: 47, reintegration: 39 }) : null,
    outcome: empty ? by.weighted<Outcome>({ ended_by_caller: 70, no_need: 30 }) : by.weighted<Outcome>(outcomes[type]),
    urgency: empty ? 'unrelated' : subtype === 'report' ? by.weighted<Urgency>({ crisis_24h: 22, tip_no_danger: 68, not_asked: 10 }) : by.weighted<Urgency>(urgencies[type]),
    partOfDay: by.weighted({ night: 6, morning: 39, afternoon: 35, evening: 19, unknown: 1 }),
    minutesBand: empty ? 'under_5' : by.weighted<Band>({ under_5: 18, '5_15': 41, '15_30': 26, '30_60': 10, over_60: 3, not_asked: 2 }),
    links: [], services: [], institutionContacts: [],
  }
}

const outcomes: Readonly<Record<PlannedContact['type'], Readonly<Partial<Record<Outcome, number>>>>> = {
  trafficking: { counselled: 40, linked_to_case: 30, callback_agreed: 16, referred: 9, report_taken: 4, not_asked: 1 },
  preventive: { informed: 63, counselled: 22, callback_agreed: 8, referred: 6, no_need: 1 },
  other: { informed: 46, referred: 33, counselled: 13, no_need: 7, unknown: 1 },
}
const urgencies: Readonly<Record<PlannedContact['type'], Readonly<Partial<Record<Urgency, number>>>>> = {
  trafficking: { assistance_request: 61, referral_request: 14, crisis_24h: 6, tip_no_danger: 9, not_asked: 10 },
  preventive: { general_info: 71, high_risk_no_indicators: 21, not_asked: 8 },
  other: { unrelated: 48, referral_request: 27, general_info: 22, declined: 1, not_asked: 2 },
}

const casework: readonly Subtype[] = ['support_monitoring', 'post_festum']

/** The line's calls are the line's; what goes out to a client or happens in person is mostly case management and the mobile team. */
function takenBy(by: Chance, subtype: Subtype, { channel, direction }: { readonly channel: Channel; readonly direction: 'in' | 'out' }): { team: TeamKind; by: Role } {
  if (channel === 'in_person' && by.oneIn(0.4)) return { team: 'field', by: 'field' }
  if (casework.includes(subtype) && (channel !== 'phone' || direction === 'out') && by.oneIn(0.7)) return { team: 'case_management', by: 'case_manager' }
  return { team: 'sos_line', by: by.oneIn(0.93) ? 'consultant' : 'coordinator' }
}

export const call = { channel: 'phone', direction: 'in' } as const

/** Any way but an incoming telephone call; each channel from about the year people began to use it. */
export function otherWay(by: Chance, day: Day): { channel: Channel; direction: 'in' | 'out' } {
  const year = yearOf(day)
  const weights: Partial<Record<Channel, number>> = {
    phone: 42, email: 17, in_person: 15, letter: year < 2010 ? 4 : 1, sms: year > 2003 ? 7 : 1, webform: year > 2006 ? 4 : 0,
    social_media: year > 2008 ? 6 : 0, chat: year > 2010 ? 3 : 0, viber: year > 2012 ? 6 : 0, whatsapp: year > 2013 ? 3 : 0,
  }
  const channel = by.weighted<Channel>(weights)
  return { channel, direction: channel === 'phone' || by.oneIn(0.35) ? 'out' : 'in' }
}

/** A way a report comes when nobody calls. */
export function writtenWay(by: Chance, day: Day): { channel: Channel; direction: 'in' } {
  const way = otherWay(by, day).channel
  return { channel: way === 'phone' ? 'email' : way, direction: 'in' }
}
