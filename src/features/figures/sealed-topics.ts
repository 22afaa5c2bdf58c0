import {
  act, certainty, controlMethod, duration, exploitationDetail, labourSector, means, placeType, recruiterRelation, recruitmentMethod, source,
} from '../../vocabulary/accounts.ts'
import { ageBand, education, exploitation, familyStatus, gender, heardOf, scope, victimStatus } from '../../vocabulary/index.ts'
import { dimensionOf } from './topics.ts'
import type { Dimension, Topic } from './topics.ts'

/** Ways to divide by codes that only members open. A column of several codes puts a record into several parts. */
const sealedDimensions = {
  situation_year: { column: 'year' },
  scope: { column: 'scope', labels: scope.labels },
  situation_status: { column: 'status', labels: victimStatus.labels },
  recruited_in: { column: 'recruited_in', names: 'country' },
  transit: { column: 'transit', names: 'country' },
  exploited_in: { column: 'exploited_in', names: 'country' },
  forms: { column: 'forms', labels: { ...exploitation.labels, ...exploitationDetail.labels } },
  sector: { column: 'sector', labels: labourSector.labels },
  place_type: { column: 'place_type', labels: placeType.labels },
  acts: { column: 'acts', labels: act.labels },
  means: { column: 'means', labels: means.labels },
  control: { column: 'control', labels: controlMethod.labels },
  recruitment: { column: 'recruitment', labels: recruitmentMethod.labels },
  recruiter_relation: { column: 'recruiter_relation', labels: recruiterRelation.labels },
  duration: { column: 'duration', labels: duration.labels, ordered: true },
  source: { column: 'source', labels: source.labels },
  certainty: { column: 'certainty', labels: certainty.labels, ordered: true },
  citizenships: { column: 'citizenships', names: 'country' },
  age_band: { column: 'age_band', labels: ageBand.labels, ordered: true },
  gender: { column: 'gender', labels: gender.labels },
  education: { column: 'education', labels: education.labels, ordered: true },
  family_status: { column: 'family_status', labels: familyStatus.labels },
  languages: { column: 'languages', names: 'language' },
  heard_of: { column: 'heard_of', labels: heardOf.labels },
  year: dimensionOf('year'), quarter: dimensionOf('quarter'), month: dimensionOf('month'),
  event_year: dimensionOf('event_year'), event_quarter: dimensionOf('event_quarter'), event_month: dimensionOf('event_month'),
  sex: dimensionOf('sex'), form: dimensionOf('form'), minor: dimensionOf('minor'), citizen_rs: dimensionOf('citizen_rs'), exploited_rs: dimensionOf('exploited_rs'),
} as const satisfies Readonly<Record<string, Dimension>>

type SealedDimensionId = keyof typeof sealedDimensions

const ofPerson = ['age_band', 'gender', 'citizenships', 'education', 'family_status', 'languages'] as const
const ofSituation = [
  'situation_year', 'scope', 'exploited_in', 'recruited_in', 'transit', 'forms', 'sector', 'place_type', 'acts', 'means', 'control', 'recruitment',
  'recruiter_relation', 'duration', 'source', 'certainty',
] as const
const ofPersonInSituation = [...ofSituation, 'situation_status', 'minor', ...ofPerson] as const
const clients = { counts: { distinct: 'client' }, countedIn: 'client', overlaps: true } as const

/** Tables over what only members open: few records, so they are laid out in the member's own program. `opens`: what she opens for it. */
export const sealedTopics = {
  heard: { counts: 'rows', countedIn: 'client', overlaps: false, records: 'heard', opens: 'calls', by: ['heard_of', 'year', 'quarter', 'month'] },
  victims_opened: {
    ...clients, records: 'identifiedOpened', opens: 'stories',
    by: ['event_year', 'event_quarter', 'event_month', ...ofPerson, 'sex', 'form', 'minor', 'citizen_rs', 'exploited_rs'],
  },
  persons_of_situations: { ...clients, records: 'personsOfSituations', opens: 'stories', by: ofPersonInSituation },
  workers_abroad: { ...clients, records: 'workersAbroad', opens: 'stories', by: ['situation_status', ...ofPersonInSituation.filter((one) => one !== 'situation_status')] },
  situations: { ...clients, counts: { distinct: 'situation' }, records: 'personsOfSituations', opens: 'stories', by: ofSituation },
} as const satisfies Readonly<Record<string, Topic & { readonly opens: 'calls' | 'stories'; readonly by: readonly SealedDimensionId[] }>>

export type SealedTopicId = keyof typeof sealedTopics

export const sealedDimensionOf = (id: string): Dimension | undefined => (Object.hasOwn(sealedDimensions, id) ? sealedDimensions[id as SealedDimensionId] : undefined)
