import type { Day } from '../shared/calendar.ts'
import { addDays } from '../shared/calendar.ts'
import { ageBand } from '../vocabulary/index.ts'
import type { audience, campaignChannel, eventKind, eventPlace, ourRole, sex } from '../vocabulary/index.ts'
import { dayIn, endOf, startOf } from './days.ts'
import type { Missing } from '../shared/missing.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

type Code<L extends { readonly codes: readonly string[] }> = L['codes'][number]
type Kind = Code<typeof eventKind>
type Audience = Code<typeof audience>
type Role = Code<typeof ourRole>

export type PlannedCampaign = {
  readonly title: string
  readonly year: number | null
  readonly role: Role
  readonly reach: readonly { readonly channel: Code<typeof campaignChannel>; readonly reached: number | null }[]
  readonly recordedOn: Day
}
export type PlannedHeads = {
  readonly audience: Audience
  readonly sex: Code<typeof sex> | Missing
  readonly ageBand: Code<typeof ageBand> | Missing
  readonly place: Code<typeof eventPlace>
  readonly heads: number
}
export type PlannedEvent = {
  readonly kind: Kind
  readonly role: Role
  readonly day: Day
  readonly sessions: readonly Day[]
  readonly audiences: readonly Audience[]
  readonly heads: readonly PlannedHeads[]
  /** Who gave hours for it, by place among the activists. */
  readonly given: readonly { readonly activist: number; readonly hours: number }[]
}
export type PlannedPrevention = { readonly campaigns: readonly PlannedCampaign[]; readonly events: readonly PlannedEvent[]; readonly activists: number }

const howManyActivists = 12

/** Campaigns exactly as the targets name them; events of every year for the audiences and in the formats that they name. */
export function planPrevention(by: Chance, targets: Targets): PlannedPrevention {
  const campaigns = targets.campaigns.map(({ title, year }): PlannedCampaign => ({
    title, year, role: by.weighted<Role>({ organiser: 60, co_organiser: 25, participant: 15 }), reach: reachIn(by),
    recordedOn: endOf(year ?? targets.years[0] ?? 2002),
  }))
  const events = targets.years.flatMap((year, at) => {
    const many = Math.max(targets.trainingAudiences.length + targets.youthFormats.length, 14 + at + by.between(0, 6))
    if (!targets.trainingAudiences.length && !targets.youthFormats.length) return []
    return Array.from({ length: many }, (_, place) => eventOf(by, targets, year, place))
  }).sort((one, other) => one.day.localeCompare(other.day))
  return { campaigns, events, activists: events.length ? howManyActivists : 0 }
}

/** Every audience and every format of the targets has its turn in every year. */
function eventOf(by: Chance, { trainingAudiences, youthFormats }: Targets, year: number, place: number): PlannedEvent {
  const training = trainingAudiences[place]
  const format = youthFormats[place - trainingAudiences.length]
  if (training) return made(by, year, by.weighted<Kind>({ training_basic: 55, training_specialised: 30, seminar: 15 }), [training as Audience])
  if (format) return made(by, year, format as Kind, ['young_people'])
  const kind = by.weighted<Kind>({ workshop: 30, lecture: 25, street_action: 14, peer_education: 12, presence_at_event: 9, training_basic: 5, conference: 3, exhibition: 2 })
  return made(by, year, kind, by.oneIn(0.2) ? ['young_people', by.pick(['parents', 'school_teachers', 'general_public'])] : ['young_people'])
}

function made(by: Chance, year: number, kind: Kind, audiences: readonly Audience[]): PlannedEvent {
  const outside = kind === 'street_action' || kind === 'presence_at_event'
  const isTraining = ['training_basic', 'training_specialised', 'seminar'].includes(kind)
  const day = dayIn(by, startOf(year), endOf(year))
  const days = isTraining && by.oneIn(0.6) ? by.between(2, 3) : 1
  const place = outside ? by.pick(['street', 'festival'] as const) : isTraining ? by.pick(['hall', 'institution', 'own_rooms'] as const) : by.pick(['school', 'school', 'community', 'own_rooms'] as const)
  const heads = audiences.flatMap((audience) => (outside ? counted(by, audience, place) : told(by, audience, place)))
  const sessions = Array.from({ length: days }, (_, later) => addDays(day, later)).filter((one) => one <= endOf(year))
  const given = Array.from({ length: by.between(0, outside ? 4 : 2) }, () => ({ activist: by.between(0, howManyActivists - 1), hours: by.between(2, 8) }))
  const role = by.weighted<Role>(isTraining ? { organiser: 45, co_organiser: 20, lecturer: 30, participant: 5 } : { organiser: 70, co_organiser: 18, lecturer: 12 })
  return { kind, role, day, sessions, audiences, heads, given }
}

/** In the street one counts heads: nobody is asked for anything. */
const counted = (by: Chance, audience: Audience, place: PlannedHeads['place']): PlannedHeads[] =>
  [{ audience, sex: 'not_asked', ageBand: 'not_asked', place, heads: by.between(25, 160) }]

function told(by: Chance, audience: Audience, place: PlannedHeads['place']): PlannedHeads[] {
  const age = audience === 'young_people' ? by.pick(['9-17', '9-17', '18-20', '21-23'] as const) : by.pick(ageBand.codes.slice(5))
  const [women, men] = [by.between(5, 16), by.between(2, 12)]
  return [{ audience, sex: 'female', ageBand: age, place, heads: women }, { audience, sex: 'male', ageBand: age, place, heads: men }]
}

function reachIn(by: Chance): PlannedCampaign['reach'] {
  return by.shuffled(['television', 'radio', 'press', 'billboards', 'leaflets', 'website', 'events'] as const).slice(0, by.between(2, 5))
    .map((channel) => ({ channel, reached: by.oneIn(0.25) ? null : by.between(2, 400) * 1000 }))
}
