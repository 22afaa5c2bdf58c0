import { list } from './list.ts'

/** ILO, eleven indicators of forced labour, without weights, offered for every form of exploitation. */
export const iloEleven = list('ilo_eleven', {
  abuse_of_vulnerability: ['злоупотреба рањивости', 'abuse of vulnerability'],
  deception: ['обмана', 'deception'],
  restriction_of_movement: ['ограничено кретање', 'restriction of movement'],
  isolation: ['изолација', 'isolation'],
  physical_and_sexual_violence: ['физичко и сексуално насиље', 'physical and sexual violence'],
  intimidation_and_threats: ['застрашивање и претње', 'intimidation and threats'],
  retention_of_documents: ['одузета документа', 'retention of documents'],
  withholding_of_wages: ['ускраћена зарада', 'withholding of wages'],
  debt_bondage: ['дужничко ропство', 'debt bondage'],
  abusive_conditions: ['понижавајући услови', 'abusive conditions'],
  excessive_overtime: ['прекомерни прековремени рад', 'excessive overtime'],
})

export type Answers = Readonly<Record<string, string>>

/** How many were asked and how many are present. A reason to refer, never a verdict: only "yes" speaks. */
export function coverage(answers: Answers) {
  const asked = iloEleven.codes.filter((code) => ['yes', 'no', 'unknown', 'declined'].includes(answers[code] ?? 'not_asked'))
  const present = asked.filter((code) => answers[code] === 'yes')
  const says = present.length ? 'refer' : asked.length ? 'nothing_seen' : 'not_asked'
  return { asked: asked.length, of: iloEleven.codes.length, present: present.length, says } as const
}
