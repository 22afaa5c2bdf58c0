import { list } from './list.ts'

export const teamKind = list('team_kind', {
  sos_line: ['SOS линија', 'SOS line'],
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
