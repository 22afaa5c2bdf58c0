import { list } from './list.ts'

/** What an account of a situation is coded with. Its own module, so that the desk's first load does without. */
export const exploitationDetail = list('exploitation_detail', {
  prostitution: ['проституција', 'prostitution'],
  pornography: ['порнографија', 'pornography'],
  remote_interactive: ['на даљину, уживо', 'remote interactive'],
  private_sexual_services: ['приватне сексуалне услуге', 'private sexual services'],
  other_sexual: ['друга сексуална', 'other sexual'],
  forced_labour: ['принудни рад', 'forced labour'],
  domestic_servitude: ['кућно ропство', 'domestic servitude'],
  child_labour: ['дечји рад', 'child labour'],
})

export const act = list('act', {
  recruitment: ['врбовање', 'recruitment'],
  transport: ['превоз', 'transport'],
  transfer: ['пребацивање', 'transfer'],
  handover: ['предаја', 'handover'],
  sale: ['продаја', 'sale'],
  purchase: ['куповина', 'purchase'],
  mediation_in_sale: ['посредовање у продаји', 'mediation in sale'],
  harbouring: ['сакривање', 'harbouring'],
  receipt: ['примање', 'receipt'],
  holding: ['држање', 'holding'],
})

export const means = list('means', {
  force: ['сила', 'force'],
  threat: ['претња', 'threat'],
  other_coercion: ['друга принуда', 'other coercion'],
  abduction: ['отмица', 'abduction'],
  deception: ['довођење у заблуду', 'deception'],
  keeping_in_error: ['одржавање у заблуди', 'keeping in error'],
  fraud: ['превара', 'fraud'],
  abuse_of_power_or_authority: ['злоупотреба овлашћења', 'abuse of power or authority'],
  abuse_of_trust: ['злоупотреба поверења', 'abuse of trust'],
  abuse_of_dependency: ['злоупотреба односа зависности', 'abuse of dependency'],
  abuse_of_vulnerability_or_hardship: ['злоупотреба тешких прилика', 'abuse of vulnerability or hardship'],
  withholding_documents: ['задржавање исправа', 'withholding documents'],
  payment_or_benefit: ['новац или друга корист', 'payment or benefit'],
})

export const controlMethod = list('control_method', {
  physical_threats: ['претње насиљем', 'physical threats'],
  threats_law_enforcement: ['претње пријавом органима', 'threats of law enforcement'],
  threatens_children_family: ['претње деци или породици', 'threatens children or family'],
  debt_bondage: ['дужничко ропство', 'debt bondage'],
  false_promises: ['лажна обећања', 'false promises'],
  physical_abuse: ['физичко злостављање', 'physical abuse'],
  sexual_abuse: ['сексуално злостављање', 'sexual abuse'],
  psychological_abuse: ['психичко злостављање', 'psychological abuse'],
  takes_earnings: ['одузимање зараде', 'takes earnings'],
  restricts_financial_access: ['ускраћивање новца', 'restricts financial access'],
  restricts_movement: ['ограничавање кретања', 'restricts movement'],
  restricts_medical_care: ['ускраћивање лечења', 'restricts medical care'],
  withholds_necessities: ['ускраћивање основних потреба', 'withholds necessities'],
  withholds_documents: ['одузимање исправа', 'withholds documents'],
  psychoactive_substance: ['психоактивне супстанце', 'psychoactive substances'],
  excessive_working_hours: ['прекомерно радно време', 'excessive working hours'],
  uses_children: ['искоришћавање деце', 'uses children'],
  other: ['друго', 'other'],
})

const section = (letter: string, cyrl: string, en: string): [string, string] => [`${cyrl}`, `${letter} ${en}`]

/** ISIC Rev.4 sections (United Nations Statistics Division). */
export const labourSector = list('labour_sector', {
  A: section('A', 'пољопривреда, шумарство, рибарство', 'agriculture, forestry and fishing'),
  B: section('B', 'рударство', 'mining and quarrying'),
  C: section('C', 'прерађивачка индустрија', 'manufacturing'),
  D: section('D', 'снабдевање енергијом', 'electricity and gas supply'),
  E: section('E', 'водоснабдевање и отпад', 'water supply and waste'),
  F: section('F', 'грађевинарство', 'construction'),
  G: section('G', 'трговина', 'wholesale and retail trade'),
  H: section('H', 'саобраћај и складиштење', 'transportation and storage'),
  I: section('I', 'смештај и исхрана', 'accommodation and food service'),
  J: section('J', 'информисање и комуникације', 'information and communication'),
  K: section('K', 'финансије', 'financial and insurance'),
  L: section('L', 'некретнине', 'real estate'),
  M: section('M', 'стручне делатности', 'professional activities'),
  N: section('N', 'административне услуге', 'administrative and support services'),
  O: section('O', 'државна управа', 'public administration'),
  P: section('P', 'образовање', 'education'),
  Q: section('Q', 'здравство и социјална заштита', 'health and social work'),
  R: section('R', 'уметност и рекреација', 'arts and recreation'),
  S: section('S', 'остале услуге', 'other services'),
  T: section('T', 'рад у домаћинству', 'households as employers'),
  U: section('U', 'међународне организације', 'extraterritorial organisations'),
})

export const placeType = list('place_type', {
  private_home: ['приватна кућа', 'private home'],
  street: ['улица', 'street'],
  venue: ['локал', 'venue'],
  hotel: ['хотел', 'hotel'],
  construction_site: ['градилиште', 'construction site'],
  farm: ['фарма', 'farm'],
  factory: ['фабрика', 'factory'],
  restaurant_kitchen: ['кухиња ресторана', 'restaurant kitchen'],
  vehicle: ['возило', 'vehicle'],
  online: ['на мрежи', 'online'],
})

export const recruitmentMethod = list('recruitment_method', {
  place_of_business: ['у радњи или локалу', 'place of business'],
  educational_institution: ['у школи или на факултету', 'educational institution'],
  work: ['на послу', 'work'],
  online_social_network: ['друштвена мрежа', 'online social network'],
  online_advert: ['оглас на интернету', 'online advert'],
  tv_advert: ['оглас на телевизији', 'TV advert'],
  newspaper_advert: ['оглас у новинама', 'newspaper advert'],
  family_event: ['породично окупљање', 'family event'],
  friends_social_event: ['друштво, излазак', 'friends, social event'],
  other: ['друго', 'other'],
})

export const recruiterRelation = list('recruiter_relation', {
  family: ['породица', 'family'],
  intimate_partner: ['партнер', 'intimate partner'],
  friend_acquaintance: ['пријатељ или познаник', 'friend or acquaintance'],
  stranger: ['непозната особа', 'stranger'],
  employer_agency: ['послодавац или агенција', 'employer or agency'],
  other: ['друго', 'other'],
})

export const duration = list('duration', {
  '0-12m': ['до 12 месеци', 'up to 12 months'],
  '13-24m': ['13–24 месеца', '13–24 months'],
  '25+m': ['25 месеци и дуже', '25 months and longer'],
})

export const source = list('source', {
  she_said: ['рекла је она', 'she said'],
  document: ['документ', 'document'],
  third_party: ['неко трећи', 'a third party'],
  worker_saw: ['видели смо сами', 'a worker saw'],
})

export const certainty = list('certainty', {
  sure: ['сигурно', 'sure'],
  likely: ['вероватно', 'likely'],
  unsure: ['несигурно', 'unsure'],
})
