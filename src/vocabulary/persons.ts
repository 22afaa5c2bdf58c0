import { list } from './list.ts'

export const victimStatus = list('victim_status', {
  possible: ['могућа жртва', 'possible'],
  presumed: ['претпостављена жртва', 'presumed'],
  identified_formal: ['формално идентификована', 'formally identified'],
  not_identified: ['није идентификована', 'not identified'],
  declined_identification: ['одбила идентификацију', 'declined identification'],
})

export const statusDecidedBy = list('status_decided_by', {
  ngo: ['организација', 'NGO'],
  police: ['полиција', 'police'],
  prosecution_court: ['тужилаштво или суд', 'prosecution or court'],
  centre: ['Центар за заштиту жртава', 'Centre for victims’ protection'],
  social_work_centre: ['центар за социјални рад', 'social work centre'],
  other_state: ['други државни орган', 'other state body'],
  foreign_authority: ['страни орган', 'foreign authority'],
})

export const centreOutcome = list('centre_outcome', {
  pending: ['у току', 'pending'],
  identified: ['идентификована', 'identified'],
  not_identified: ['није идентификована', 'not identified'],
  report_dismissed: ['пријава одбачена', 'report dismissed'],
  procedure_suspended: ['поступак обустављен', 'procedure suspended'],
})

export const sex = list('sex', { female: ['женски', 'female'], male: ['мушки', 'male'] })

export const gender = list('gender', {
  woman: ['жена', 'woman'],
  man: ['мушкарац', 'man'],
  trans_or_nonconforming: ['транс или небинарна особа', 'trans or gender-nonconforming'],
})

const band = (code: string): [string, string] => [code, code]
export const ageBand = list('age_band', {
  '0-8': band('0–8'), '9-17': band('9–17'), '18-20': band('18–20'), '21-23': band('21–23'), '24-26': band('24–26'),
  '27-29': band('27–29'), '30-38': band('30–38'), '39-47': band('39–47'), '48+': band('48+'),
})

export const identificationBasis = list('identification_basis', {
  account: ['њен исказ', 'her account'],
  indicators: ['показатељи', 'indicators'],
  document: ['документ', 'document'],
  court_decision: ['судска одлука', 'court decision'],
  other_body: ['други орган', 'other body'],
})

/** HTCDS. */
export const familyStatus = list('family_status', {
  single: ['неудата, неожењен', 'single'],
  married: ['у браку', 'married'],
  widowed: ['удовица, удовац', 'widowed'],
  divorced: ['разведена, разведен', 'divorced'],
  separated: ['раздвојено живи', 'separated'],
  registered_partnership: ['регистровано партнерство', 'registered partnership'],
})

/** ISCED 2011. */
export const education = list('education', {
  none: ['без школе', 'none'],
  early_childhood: ['предшколско', 'early childhood'],
  primary: ['основна школа, нижи разреди', 'primary'],
  lower_secondary: ['основна школа', 'lower secondary'],
  upper_secondary: ['средња школа', 'upper secondary'],
  post_secondary: ['после средње школе', 'post-secondary'],
  short_tertiary: ['виша школа', 'short tertiary'],
  bachelor: ['основне студије', 'bachelor'],
  master: ['мастер', 'master'],
  doctoral: ['докторат', 'doctoral'],
})
