import { dayAfter } from './days.ts'
import type { PlannedContact, PlannedService, ServiceKind, TeamKind } from './plan-shape.ts'
import type { Chance } from './random.ts'

const inCasework: Partial<Record<ServiceKind, number>> = { counselling: 46, info_and_advice: 20, psychological: 10, legal: 9, safety_planning: 8, material_humanitarian: 5, interpretation: 2 }
const inAdvice: Partial<Record<ServiceKind, number>> = { info_and_advice: 78, counselling: 15, legal: 5, safety_planning: 2 }
const inStory: Partial<Record<ServiceKind, number>> = {
  psychological: 24, legal: 17, material_humanitarian: 13, counselling: 8, medical: 8, court_accompaniment: 6, field_accompaniment: 5, education: 5,
  economic_empowerment: 4, employment: 4, document_status: 4, accommodation: 4, family_mediation: 3, compensation_claim: 3, return_repatriation: 1,
  search_for_missing: 1,
}
const teams: Readonly<Partial<Record<ServiceKind, TeamKind>>> = {
  psychological: 'psychological', legal: 'legal', court_accompaniment: 'legal', compensation_claim: 'legal', education: 'reintegration',
  economic_empowerment: 'reintegration', employment: 'reintegration', field_accompaniment: 'field',
}
const inState = (by: Chance) => by.weighted<PlannedService['state']>({ provided: 88, accepted: 4, offered: 3, requested: 3, declined: 2 })

/** Help given while they spoke, counted with the contact. */
export function helpDuring(by: Chance, contact: PlannedContact): PlannedService[] {
  const casework = contact.subtype === 'post_festum' || contact.subtype === 'support_monitoring'
  const share = casework ? 0.55 : contact.type === 'preventive' ? 0.4 : contact.subtype === 'report' ? 0.2 : 0
  if (!by.oneIn(share)) return []
  const one = (kind: ServiceKind): PlannedService =>
    ({ client: contact.links[0]?.client ?? null, team: contact.team, kind, state: inState(by), times: 1, day: contact.day })
  const kind = by.weighted<ServiceKind>(casework ? inCasework : inAdvice)
  return casework && kind !== 'counselling' && by.oneIn(0.2) ? [one(kind), one('counselling')] : [one(kind)]
}

/** Help outside any contact, in the years after she came; `mean` services each. */
export function helpAfter(by: Chance, client: number, since: string, mean: number, end: string): PlannedService[] {
  const count = Math.min(60, Math.floor(-Math.log(1 - by.next()) * mean))
  return Array.from({ length: count }, () => {
    const kind = by.weighted<ServiceKind>(inStory)
    const day = dayAfter(by, since, 320, end)
    return { client, team: teams[kind] ?? 'case_management', kind, state: inState(by), times: by.oneIn(0.9) ? 1 : by.between(2, 4), day }
  })
}
