import { list } from './list.ts'

export const eventKind = list('event_kind', {
  training_basic: ['основна обука', 'basic training'],
  training_specialised: ['специјализована обука', 'specialised training'],
  seminar: ['семинар', 'seminar'],
  workshop: ['радионица', 'workshop'],
  lecture: ['предавање', 'lecture'],
  street_action: ['улична акција', 'street action'],
  peer_education: ['вршњачка едукација', 'peer education'],
  presence_at_event: ['присуство на догађају', 'presence at an event'],
  conference: ['конференција', 'conference'],
  exhibition: ['изложба', 'exhibition'],
})

/** Which kinds are trainings, for the yearly table of trainings by audience. */
export const trainingKinds = ['training_basic', 'training_specialised', 'seminar'] as const satisfies readonly (typeof eventKind.codes)[number][]

/** What we were in a campaign or an event. */
export const ourRole = list('our_role', {
  organiser: ['организатор', 'organiser'],
  co_organiser: ['суорганизатор', 'co-organiser'],
  lecturer: ['предавач', 'lecturer'],
  participant: ['учесник', 'participant'],
})

export const educationForm = list('education_form', {
  formal: ['формално образовање', 'formal'],
  informal: ['неформално образовање', 'informal'],
})

/** Ours: the published list has none. */
export const eventState = list('event_state', {
  planned: ['планиран', 'planned'],
  held: ['одржан', 'held'],
  cancelled: ['отказан', 'cancelled'],
})

export const audience = list('audience', {
  police: ['полиција', 'police'],
  judges_prosecutors: ['судије и тужиоци', 'judges and prosecutors'],
  medical_doctors: ['лекари', 'medical doctors'],
  school_teachers: ['наставници', 'school teachers'],
  social_workers: ['социјални радници', 'social workers'],
  ngo_activists: ['активисти организација', 'NGO activists'],
  human_rights_lawyers: ['адвокати за људска права', 'human rights lawyers'],
  media: ['медији', 'media'],
  young_people: ['млади', 'young people'],
  parents: ['родитељи', 'parents'],
  general_public: ['општа јавност', 'general public'],
})

/** Ours: where somebody was reached. */
export const eventPlace = list('event_place', {
  school: ['школа или факултет', 'school or university'],
  institution: ['установа', 'institution'],
  own_rooms: ['наше просторије', 'our own rooms'],
  hall: ['сала или хотел', 'hall or hotel'],
  street: ['улица или трг', 'street or square'],
  festival: ['фестивал или клуб', 'festival or club'],
  community: ['месна заједница', 'local community'],
  online: ['на мрежи', 'online'],
})

/** Ours: by what way a campaign reached people. */
export const campaignChannel = list('campaign_channel', {
  television: ['телевизија', 'television'],
  radio: ['радио', 'radio'],
  press: ['штампа', 'press'],
  billboards: ['билборди и плакати', 'billboards and posters'],
  leaflets: ['леци', 'leaflets'],
  website: ['сајт', 'website'],
  social_media: ['друштвене мреже', 'social media'],
  street: ['на улици', 'in the street'],
  events: ['догађаји', 'events'],
  other: ['друго', 'other'],
})
