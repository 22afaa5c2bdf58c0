import { list } from './list.ts'
import type { Labels } from './list.ts'

/**
 * Operational indicators of trafficking for labour exploitation, ILO and European Commission, Delphi method, 2009, with the weights
 * for adults and for children. Transcribed; the note below is shown wherever the weights are used.
 */
export type Weight = 'strong' | 'medium' | 'weak'
export type Indicator = { readonly code: string; readonly labels: Labels; readonly adult: Weight; readonly child: Weight | null }

export const dimension = list('dimension', {
  deceptive_recruitment: ['обмана при врбовању', 'deceptive recruitment'],
  coercive_recruitment: ['принуда при врбовању', 'coercive recruitment'],
  vulnerability_recruitment: ['врбовање злоупотребом рањивости', 'recruitment by abuse of vulnerability'],
  exploitation: ['експлоатација', 'exploitation'],
  coercion_destination: ['принуда на месту експлоатације', 'coercion at destination'],
  vulnerability_destination: ['злоупотреба рањивости на месту експлоатације', 'abuse of vulnerability at destination'],
})
export type Dimension = (typeof dimension.codes)[number]

const weights = { S: 'strong', M: 'medium', W: 'weak', '-': null } as const
type Letter = keyof typeof weights
/** "S/M": strong for an adult, medium for a child; "-": not on that list. */
const row = (code: string, both: `${Exclude<Letter, '-'>}/${Letter}`, cyrl: string, en: string): Indicator =>
  ({ code, labels: { cyrl, en }, adult: weights[both[0] as 'S'], child: weights[both[2] as Letter] })

const rows: Readonly<Record<Dimension, readonly Indicator[]>> = {
  deceptive_recruitment: [
    row('nature_of_job', 'S/S', 'обмана о врсти посла, месту или послодавцу', 'deceived about the job, location or employer'),
    row('wages', 'M/M', 'обмана о заради', 'deceived about wages'),
    row('conditions_of_work', 'M/M', 'обмана о условима рада', 'deceived about conditions of work'),
    row('contract', 'M/M', 'обмана о садржају или законитости уговора', 'deceived about content or legality of the contract'),
    row('housing', 'M/M', 'обмана о смештају и животним условима', 'deceived about housing and living conditions'),
    row('legal_documentation', 'M/M', 'обмана о исправама или статусу странца', 'deceived about legal documents or migration status'),
    row('travel', 'M/M', 'обмана о путу и условима врбовања', 'deceived about travel and recruitment conditions'),
    row('family_reunification', 'M/M', 'обмана обећањем спајања породице', 'deceived through promise of family reunification'),
    row('marriage_adoption', 'M/M', 'обмана обећањем брака или усвојења', 'deceived through promise of marriage or adoption'),
    row('education', 'W/S', 'обмана о школовању', 'deceived about access to education'),
  ],
  coercive_recruitment: [
    row('violence', 'S/S', 'насиље над њом', 'violence on the victim'),
    row('threats', 'M/S', 'претње насиљем', 'threats of violence'),
    row('abduction', 'M/S', 'отмица, принудни брак или усвојење, продаја', 'abduction, forced marriage or adoption, selling'),
    row('debt', 'M/S', 'дужничко ропство', 'debt bondage'),
    row('documents', 'M/M', 'одузимање исправа', 'confiscation of documents'),
    row('isolation', 'M/M', 'изолација, затварање, надзор', 'isolation, confinement, surveillance'),
    row('denunciation', 'M/M', 'претња пријавом органима', 'threat of denunciation to authorities'),
    row('inform_family', 'M/M', 'претња да ће јавити породици или средини', 'threats to inform family or community'),
    row('violence_family', 'M/M', 'насиље над породицом', 'violence on family'),
    row('withholding_money', 'M/M', 'задржавање новца', 'withholding of money'),
  ],
  vulnerability_recruitment: [
    row('difficult_family', 'M/M', 'тешке породичне прилике', 'abuse of difficult family situation'),
    row('illegal_status', 'M/M', 'нерегулисан статус', 'abuse of illegal status'),
    row('lack_of_education', 'M/M', 'недостатак образовања или језика', 'abuse of lack of education or language'),
    row('lack_of_information', 'M/M', 'недостатак информација', 'abuse of lack of information'),
    row('control', 'M/M', 'власт експлоататора', 'control of exploiters'),
    row('economic', 'M/M', 'економски разлози', 'economic reasons'),
    row('false_migration', 'M/M', 'лажне приче о успешној миграцији', 'false information about successful migration'),
    row('false_law', 'M/-', 'лажне информације о закону и органима', 'false information about law or authorities'),
    row('family', 'M/M', 'породична ситуација', 'family situation'),
    row('personal', 'M/M', 'лична ситуација', 'personal situation'),
    row('dependency', 'M/M', 'психичка и емотивна зависност', 'psychological and emotional dependency'),
    row('authorities', 'M/M', 'однос са органима', 'relationship with authorities'),
    row('past', 'M/M', 'тешкоће у прошлости', 'difficulties in the past'),
    row('organise_travel', 'M/M', 'тешкоћа да сама организује пут', 'difficulty to organise travel'),
    row('beliefs', 'W/M', 'културна или верска уверења', 'cultural or religious beliefs'),
    row('context', 'W/M', 'опште прилике', 'general context'),
  ],
  exploitation: [
    row('excessive_hours', 'S/S', 'прекомерни радни дани или сати', 'excessive working days or hours'),
    row('low_salary', 'M/M', 'мала зарада или никаква', 'low or no salary'),
    row('wage_manipulation', 'M/M', 'манипулисање зарадом', 'wage manipulation'),
    row('living_conditions', 'M/M', 'лоши животни услови', 'bad living conditions'),
    row('working_conditions', 'M/M', 'врло лоши услови рада', 'very bad working conditions'),
    row('hazardous', 'M/M', 'опасан рад', 'hazardous work'),
    row('labour_law', 'M/M', 'непоштовање прописа о раду или уговора', 'no respect of labour law or contract'),
    row('social_protection', 'M/-', 'без социјалне заштите', 'no social protection'),
    row('no_education', 'W/M', 'без приступа школи', 'no access to education'),
  ],
  coercion_destination: [
    row('documents', 'S/S', 'одузимање исправа', 'confiscation of documents'),
    row('debt', 'S/S', 'дужничко ропство', 'debt bondage'),
    row('isolation', 'S/S', 'изолација, затварање, надзор', 'isolation, confinement, surveillance'),
    row('violence', 'S/S', 'насиље над њом', 'violence on the victim'),
    row('threats', 'M/S', 'претње насиљем', 'threats of violence'),
    row('illicit', 'M/S', 'принуда на недозвољене радње', 'forced into illicit activities'),
    row('tasks', 'M/S', 'принуда на послове или клијенте', 'forced tasks or clients'),
    row('influence', 'M/S', 'под снажним утицајем', 'under strong influence'),
    row('against_peers', 'M/M', 'принуда да поступа против других', 'forced to act against peers'),
    row('lie', 'M/M', 'принуда да лаже органе или породицу', 'forced to lie to authorities or family'),
    row('denunciation', 'M/M', 'претња пријавом органима', 'threat of denunciation'),
    row('worse_conditions', 'M/M', 'претња горим условима', 'threat of worse conditions'),
    row('violence_family', 'M/M', 'насиље над породицом', 'violence on family'),
    row('withholding_wages', 'M/M', 'ускраћена зарада', 'withholding of wages'),
    row('inform_family', 'W/M', 'претња да ће јавити породици или средини', 'threats to inform family or community'),
  ],
  vulnerability_destination: [
    row('dependency', 'M/M', 'зависност од експлоататора', 'dependency on exploiters'),
    row('unknown_area', 'M/M', 'тешкоћа живота у непознатој средини', 'difficulty to live in an unknown area'),
    row('economic', 'M/M', 'економски разлози', 'economic reasons'),
    row('family', 'M/M', 'породична ситуација', 'family situation'),
    row('authorities', 'M/M', 'однос са органима', 'relationship with authorities'),
    row('past', 'W/M', 'тешкоће у прошлости', 'difficulties in the past'),
    row('personal', 'W/M', 'личне особине', 'personal characteristics'),
  ],
}

export const delphi = {
  id: 'ilo_ec_delphi_labour', version: 1, validFrom: '2009-03-01', rows,
  /** Shown wherever the weights are used, until somebody has done it. */
  note: { cyrl: 'Преписано; пре рада са стварним клијентима упоредити са изворником, ILO WCMS_105023.', en: 'Transcribed, to be proof-read against ILO WCMS_105023 before use with real clients.' },
} as const

export const whoScreened = list('who_screened', { adult: ['одрасла', 'an adult'], child: ['дете', 'a child'] })
