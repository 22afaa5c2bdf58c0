import type { Day, Month } from '../shared/calendar.ts'
import type { Missing } from '../shared/missing.ts'
import type { PlannedCooperation } from './plan-cooperation.ts'
import type { PlannedPrevention } from './plan-prevention.ts'
import type { Role } from '../shared/roles.ts'
import type {
  assistance, centreOutcome, channel, contactOutcome, contactSubtype, contactType, exploitation, institutionContactTopic, institutionKind,
  minutesBand, partOfDay, postFestumNeed, scope, serviceState, sex, statusDecidedBy, teamKind, urgency, victimStatus,
} from '../vocabulary/index.ts'

/** Plain facts of the register before they have keys and ids. People and contacts are named by their place in the plan. */
type Code<L extends { readonly codes: readonly string[] }> = L['codes'][number]
export type Channel = Code<typeof channel>
export type TeamKind = Code<typeof teamKind>
export type InstitutionKind = Code<typeof institutionKind>
export type ServiceKind = Code<typeof assistance>
export type Subtype = Code<typeof contactSubtype>
export type Form = Code<typeof exploitation>
export type Decider = Code<typeof statusDecidedBy>
export type YesNo = 'yes' | 'no' | Missing

export type PlannedService = {
  readonly client: number | null
  readonly team: TeamKind
  readonly kind: ServiceKind
  readonly state: Code<typeof serviceState>
  /** How many times that day. */
  readonly times: number
  readonly day: Day
}

export type PlannedInstitutionContact = {
  readonly client: number | null
  readonly team: TeamKind
  readonly kind: InstitutionKind
  readonly topic: Code<typeof institutionContactTopic>
  readonly channel: Channel
  readonly direction: 'in' | 'out'
  readonly day: Day
}

export type PlannedContact = {
  readonly day: Day
  readonly recordedOn: Day
  readonly channel: Channel
  readonly direction: 'in' | 'out'
  readonly team: TeamKind
  readonly by: Role
  readonly type: Code<typeof contactType>
  readonly subtype: Subtype
  readonly need: Code<typeof postFestumNeed> | null
  readonly outcome: Code<typeof contactOutcome> | Missing
  readonly urgency: Code<typeof urgency> | Missing
  readonly partOfDay: Code<typeof partOfDay> | Missing
  readonly minutesBand: Code<typeof minutesBand> | Missing
  readonly links: { readonly client: number; readonly as: 'caller' | 'about' }[]
  readonly services: PlannedService[]
  readonly institutionContacts: PlannedInstitutionContact[]
}

export type PlannedPerson = {
  readonly sex: Code<typeof sex> | Missing
  readonly form: Form | Missing
  readonly citizenRs: YesNo
  readonly exploitedRs: YesNo
}

export type PlannedStatus = {
  readonly status: Code<typeof victimStatus>
  readonly decidedBy: Decider
  readonly month: Month
  readonly recordedOn: Day
  readonly minor: YesNo
  /** The contact whose report led to it, by its place. */
  readonly report: number | null
}

export type PlannedCentre = {
  readonly step: 'reported' | 'outcome'
  readonly outcome: Code<typeof centreOutcome>
  readonly month: Month
  readonly recordedOn: Day
}

export type PlannedStory = {
  readonly client: number
  readonly since: Day
  readonly person: PlannedPerson
  readonly statuses: readonly PlannedStatus[]
  readonly centre: readonly PlannedCentre[]
  readonly services: PlannedService[]
  readonly institutionContacts: PlannedInstitutionContact[]
}

export type PlannedSituation = {
  readonly year: number
  readonly recordedOn: Day
  readonly form: Form
  readonly scope: Code<typeof scope>
  readonly persons: number
  readonly people: readonly { readonly client: number; readonly status: string; readonly minor: string }[]
  readonly report: number | null
  /** ISO 3166-1 alpha-2, and a section of ISIC Rev.4; sealed with the account. */
  readonly exploitedIn: string
  readonly recruitedIn: string
  readonly sector: string
}

export type PlannedClient = { readonly since: Day; readonly sex: string; readonly foreign: boolean; readonly codeOnly: boolean; readonly place: number }

export type Plan = {
  readonly seed: number
  readonly clients: readonly PlannedClient[]
  readonly contacts: readonly PlannedContact[]
  readonly stories: readonly PlannedStory[]
  readonly situations: readonly PlannedSituation[]
  /** With institutions, about no client in particular. */
  readonly teamContacts: readonly PlannedInstitutionContact[]
  readonly prevention: PlannedPrevention
  readonly cooperation: PlannedCooperation
}
