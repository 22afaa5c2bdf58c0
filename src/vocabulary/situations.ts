import { list } from './list.ts'

export const exploitation = list('exploitation', {
  sexual: ['сексуална експлоатација', 'sexual exploitation'],
  labour: ['радна експлоатација', 'labour exploitation'],
  begging: ['принудно просјачење', 'begging'],
  criminal_activity: ['принуда на вршење кривичних дела', 'forced criminal activity'],
  forced_marriage: ['принудни брак', 'forced marriage'],
  slavery_like_or_servitude: ['ропство или потчињеност', 'slavery-like practices or servitude'],
  organ_removal: ['одузимање органа', 'organ removal'],
  armed_conflict: ['учешће у оружаном сукобу', 'armed conflict'],
  illegal_adoption: ['незаконито усвојење', 'illegal adoption'],
  surrogacy: ['сурогат материнство', 'surrogacy'],
  benefit_fraud: ['превара са давањима', 'benefit fraud'],
  other: ['друго', 'other'],
})

export const scope = list('scope', { internal: ['у земљи', 'internal'], cross_border: ['преко границе', 'cross-border'] })
