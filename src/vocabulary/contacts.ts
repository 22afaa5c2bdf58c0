import { list } from './list.ts'

export const direction = list('direction', { in: ['долазни', 'incoming'], out: ['одлазни', 'outgoing'] })

export const channel = list('channel', {
  phone: ['телефон', 'telephone'],
  viber: ['Viber', 'Viber'],
  whatsapp: ['WhatsApp', 'WhatsApp'],
  sms: ['SMS', 'SMS'],
  email: ['електронска пошта', 'e-mail'],
  webform: ['образац на сајту', 'web form'],
  chat: ['ћаскање', 'chat'],
  social_media: ['друштвене мреже', 'social media'],
  in_person: ['лично', 'in person'],
  letter: ['писмо', 'letter'],
})

export const contactType = list('contact_type', {
  trafficking: ['у вези са трговином људима', 'trafficking'],
  preventive: ['превентивни', 'preventive'],
  other: ['остало', 'other'],
})

export const contactSubtype = list('contact_subtype', {
  report: ['пријава сумње', 'report'],
  support_monitoring: ['подршка и праћење', 'support and monitoring'],
  post_festum: ['после идентификације', 'post festum'],
  at_risk_person: ['особа у ризику', 'person at risk'],
  offer_check_job: ['провера понуде за посао', 'job offer check'],
  offer_check_study_travel: ['провера студија или путовања', 'study or travel check'],
  information_education: ['информисање и едукација', 'information and education'],
  unrelated_exploitation: ['друга врста експлоатације', 'unrelated exploitation'],
  other_violence: ['друго насиље', 'other violence'],
  missing_child: ['нестало дете', 'missing child'],
  media_student: ['медији и студенти', 'media and students'],
  organisational: ['организационо', 'organisational'],
  silent: ['ћутање на линији', 'silent'],
  wrong_number: ['погрешан број', 'wrong number'],
  prank: ['шала', 'prank'],
})

/** Which subtypes each type opens. */
export const subtypesOf = {
  trafficking: ['report', 'support_monitoring', 'post_festum'],
  preventive: ['at_risk_person', 'offer_check_job', 'offer_check_study_travel', 'information_education'],
  other: [
    'unrelated_exploitation', 'other_violence', 'missing_child', 'media_student', 'organisational', 'silent', 'wrong_number', 'prank',
  ],
} as const satisfies Record<(typeof contactType.codes)[number], readonly (typeof contactSubtype.codes)[number][]>

export const postFestumNeed = list('post_festum_need', {
  urgent_care: ['хитно збрињавање', 'urgent care'],
  recovery: ['опоравак', 'recovery'],
  reintegration: ['реинтеграција', 'reintegration'],
})

export const urgency = list('urgency', {
  crisis_24h: ['криза, у року од 24 сата', 'crisis, within 24 hours'],
  tip_no_danger: ['дојава без непосредне опасности', 'tip without immediate danger'],
  referral_request: ['тражи упућивање', 'asks for a referral'],
  general_info: ['опште информације', 'general information'],
  assistance_request: ['тражи помоћ', 'asks for assistance'],
  high_risk_no_indicators: ['висок ризик, без показатеља', 'high risk, no indicators'],
  unrelated: ['није у вези', 'unrelated'],
})

export const contactor = list('contactor', {
  self: ['она сама', 'herself'],
  family: ['породица', 'family'],
  friend: ['пријатељ', 'friend'],
  citizen: ['грађанин', 'citizen'],
  client_of_services: ['корисник услуга', 'client of services'],
  employer_colleague: ['послодавац или колега', 'employer or colleague'],
  police: ['полиција', 'police'],
  social_worker: ['социјални радник', 'social worker'],
  health: ['здравство', 'health'],
  school: ['школа', 'school'],
  ngo: ['организација', 'NGO'],
  international_organisation: ['међународна организација', 'international organisation'],
  media: ['медији', 'media'],
  other: ['неко други', 'somebody else'],
})

export const contactOutcome = list('contact_outcome', {
  informed: ['информисана', 'informed'],
  counselled: ['саветована', 'counselled'],
  referred: ['упућена', 'referred'],
  report_taken: ['пријава примљена', 'report taken'],
  callback_agreed: ['договорен поновни позив', 'call-back agreed'],
  linked_to_case: ['повезано са случајем', 'linked to a case'],
  ended_by_caller: ['позив прекинут', 'ended by caller'],
  no_need: ['без потребе', 'no need'],
})

export const partOfDay = list('part_of_day', {
  night: ['ноћ', 'night'],
  morning: ['преподне', 'morning'],
  afternoon: ['поподне', 'afternoon'],
  evening: ['вече', 'evening'],
})

export const minutesBand = list('minutes_band', {
  under_5: ['до 5 минута', 'under 5 minutes'],
  '5_15': ['5–15 минута', '5–15 minutes'],
  '15_30': ['15–30 минута', '15–30 minutes'],
  '30_60': ['30–60 минута', '30–60 minutes'],
  over_60: ['преко сата', 'over an hour'],
})

export const heardOf = list('heard_of', {
  internet: ['интернет', 'internet'],
  friend_family: ['пријатељи или породица', 'friends or family'],
  institution: ['установа', 'institution'],
  campaign: ['кампања', 'campaign'],
  media: ['медији', 'media'],
  leaflet: ['летак', 'leaflet'],
  returning: ['звала је и раније', 'called before'],
  other: ['друго', 'other'],
})
