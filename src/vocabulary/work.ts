import { list } from './list.ts'

export const teamKind = list('team_kind', {
  sos_line: ['СОС линија', 'SOS line'],
  finders: ['проналажење', 'finders'],
  case_management: ['вођење случаја', 'case management'],
  legal: ['правна помоћ', 'legal'],
  psychological: ['психолошка помоћ', 'psychological'],
  field: ['мобилни тим', 'field'],
  reintegration: ['реинтеграција', 'reintegration'],
  prevention: ['превенција', 'prevention'],
  coordination: ['координација', 'coordination'],
})

export const assistance = list('assistance', {
  counselling: ['саветовање', 'counselling'],
  psychological: ['психолошка помоћ', 'psychological'],
  legal: ['правна помоћ', 'legal'],
  medical: ['медицинска помоћ', 'medical'],
  accommodation: ['смештај', 'accommodation'],
  education: ['образовање', 'education'],
  economic_empowerment: ['економско оснаживање', 'economic empowerment'],
  employment: ['запошљавање', 'employment'],
  material_humanitarian: ['материјална помоћ', 'material and humanitarian'],
  document_status: ['документи и статус', 'documents and status'],
  family_mediation: ['посредовање у породици', 'family mediation'],
  safety_planning: ['план безбедности', 'safety planning'],
  interpretation: ['превођење', 'interpretation'],
  court_accompaniment: ['пратња на суд', 'court accompaniment'],
  field_accompaniment: ['пратња на терену', 'field accompaniment'],
  return_repatriation: ['повратак', 'return'],
  compensation_claim: ['захтев за накнаду штете', 'compensation claim'],
  search_for_missing: ['трагање за несталом особом', 'search for a missing person'],
  info_and_advice: ['информације и савет', 'information and advice'],
})

export const serviceState = list('service_state', {
  requested: ['тражена', 'requested'],
  offered: ['понуђена', 'offered'],
  accepted: ['прихваћена', 'accepted'],
  declined: ['одбијена', 'declined'],
  provided: ['пружена', 'provided'],
})

export const institutionKind = list('institution_kind', {
  police: ['полиција', 'police'],
  prosecution: ['тужилаштво', 'prosecution'],
  court: ['суд', 'court'],
  social_work_centre: ['центар за социјални рад', 'social work centre'],
  centre: ['Центар за заштиту жртава', 'Centre for victims’ protection'],
  school: ['школа', 'school'],
  health: ['здравство', 'health'],
  labour_inspection: ['инспекција рада', 'labour inspection'],
  border_migration_asylum: ['граница, миграције, азил', 'border, migration, asylum'],
  employment_service: ['служба за запошљавање', 'employment service'],
  ngo: ['организација', 'NGO'],
  international_organisation: ['међународна организација', 'international organisation'],
  embassy_consulate: ['амбасада или конзулат', 'embassy or consulate'],
  other_state: ['други државни орган', 'other state body'],
  media: ['медији', 'media'],
  business: ['предузеће', 'business'],
  foreign_organisation: ['страна организација', 'foreign organisation'],
})

export const institutionContactTopic = list('institution_contact_topic', {
  assistance: ['помоћ клијенту', 'assistance'],
  cooperation: ['сарадња', 'cooperation'],
  training: ['обука', 'training'],
  campaign: ['кампања', 'campaign'],
  legal_matter: ['правно питање', 'legal matter'],
  other: ['друго', 'other'],
})

/** What an authority asks information by, and what it was answered. */
export const requestBasis = list('request_basis', {
  court_order: ['наредба суда', 'court order'],
  prosecution_order: ['захтев тужилаштва', 'request of the prosecution'],
  law: ['закон налаже', 'a law demands it'],
  client_consent: ['пристанак клијента', 'the client’s consent'],
  none_named: ['основ није наведен', 'no basis named'],
  other: ['други основ', 'another basis'],
})

export const requestAnswer = list('request_answer', {
  pending: ['чека одговор', 'awaits an answer'],
  given: ['дато све', 'all was given'],
  partly: ['дато делимично', 'part was given'],
  refused: ['одбијено', 'refused'],
  nothing_held: ['нема података', 'nothing is held'],
})

export const clientTold = list('client_told', {
  before: ['да, пре одговора', 'yes, before the answer'],
  after: ['да, после одговора', 'yes, after the answer'],
  no: ['не', 'no'],
  forbidden: ['забрањено одлуком', 'forbidden by an order'],
  no_client: ['не тиче се клијента', 'about no client'],
})
