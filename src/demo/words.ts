import { toLatin } from '../shared/words.ts'
import type { CardWords } from '../features/clients/contract.ts'
import type { ContactWords } from '../features/contacts/contract.ts'
import { iloEleven } from '../vocabulary/index.ts'
import { personOf } from './people.ts'
import type { Plan, PlannedContact } from './plan-shape.ts'
import { chance } from './random.ts'
import type { Chance } from './random.ts'

/** What is sealed with each contact and card. Written as a consultant writes: short, in the script she is used to. */
const says: Readonly<Record<PlannedContact['type'], readonly string[]>> = {
  trafficking: [
    'Јавља се да каже како је. Боље спава, још се плаши непознатих бројева.', 'Пита кад може код психолога и ко иде с њом на суд.',
    'Брине за млађу сестру. Не жели да разговара са полицијом без нас.', 'Зове због новца за лекове и превоз до центра.',
    'Газда јој је узео пасош, ради по четрнаест сати и не сме да изађе сама.', 'Комшија је видео да девојку доводе ноћу и закључавају.',
    'Каже да дугује за пут и да јој прете да ће јавити мајци.', 'Почела је курс, тражи помоћ око папира за личну карту.',
  ],
  preventive: [
    'Нуде јој рад у ресторану у иностранству, без уговора, пут плаћају они.', 'Пита да ли је агенција регистрована и шта да понесе.',
    'Другарица је упознала момка преко интернета, зове је да одмах дође.', 'Отац пита за праксу у иностранству за кћерку од деветнаест година.',
    'Хоће да зна како да провери послодавца и коме да се јави ако нешто није у реду.',
  ],
  other: [
    'Прича о насиљу у кући, упућена на сигурну кућу.', 'Студенткиња тражи податке за рад.', 'Тражи број центра за социјални рад.',
    'Послодавац не исплаћује плату, није трговина људима.', 'Новинар пита за разговор.',
  ],
}
const agreements = ['Зове она, у уторак пре подне.', 'Шаљемо јој број правнице.', 'Чујемо се кад се врати са суда.', 'Ми зовемо, само ако је сама.', 'Јавиће кад добије уговор.', '']
const hours = { night: [2, 4], morning: [7, 10], afternoon: [13, 16], evening: [19, 21] } as const
const minutes: Readonly<Record<string, number>> = { under_5: 3, '5_15': 9, '15_30': 21, '30_60': 42, over_60: 75 }

export function contactWords(plan: Plan, place: number, campaignAt: (place: number) => string | null): ContactWords {
  const contact = plan.contacts[place] as PlannedContact
  const by = chance(plan.seed, `words ${place}`)
  const empty = contact.minutesBand === 'under_5' && contact.urgency === 'unrelated' && contact.type === 'other'
  const client = contact.links[0]?.client
  const person = client === undefined ? undefined : personAt(plan, client)
  const [least, most] = hours[contact.partOfDay as keyof typeof hours] ?? hours.morning
  const start = Date.parse(`${contact.day}T00:00:00Z`) + (by.between(least, most) - 1) * 3_600_000 + by.between(0, 59) * 60_000
  const casework = contact.type === 'trafficking'
  const heardOf = empty ? 'not_asked' : by.weighted({ internet: 22, friend_family: 15, institution: 20, campaign: 12, media: 9, leaflet: 6, returning: 12, not_asked: 4 })
  return {
    startedAt: new Date(start).toISOString(),
    endedAt: new Date(start + (minutes[contact.minutesBand] ?? 5) * 60_000).toISOString(),
    says: empty ? '' : script(by, by.pick(says[contact.type])),
    agreed: casework && client !== undefined ? script(by, by.pick(agreements)) : '',
    agreedBy: null,
    calledBy: person?.aliases[0] ?? person?.names[0] ?? '',
    number: by.oneIn(0.3) ? (person?.phones[0] ?? '') : '',
    contactor: empty ? 'not_asked' : contact.links.length ? (contact.links[0]?.as === 'caller' ? 'self' : by.pick(['family', 'friend', 'citizen', 'police', 'social_worker', 'ngo'])) : by.pick(['citizen', 'self', 'family', 'not_asked']),
    language: by.oneIn(0.96) ? 'sr' : by.pick(['en', 'ro', 'sq', 'ru']),
    interpreter: '',
    heardOf, campaign: heardOf === 'campaign' ? campaignNamed(plan, contact.day, by, campaignAt) : null,
    safe: null,
    screening: contact.subtype === 'report' ? { list: iloEleven.id, version: String(iloEleven.version), answers: screening(by) } : null,
  }
}

/** One that had begun by then, the latest more often than not; some remember no name. */
function campaignNamed({ prevention: { campaigns } }: Plan, day: string, by: Chance, at: (place: number) => string | null): string | null {
  const begun = campaigns.flatMap(({ year }, place) => (year !== null && year <= Number(day.slice(0, 4)) ? [place] : []))
  const place = by.oneIn(0.7) ? begun.at(-1) : begun[0]
  return place === undefined || by.oneIn(0.2) ? null : at(place)
}

export function screening(by: Chance): Record<string, string> {
  return Object.fromEntries(iloEleven.codes.map((code) => [code, by.weighted({ yes: 30, no: 18, unknown: 22, not_asked: 30 })]))
}

export function cardWords(plan: Plan, client: number, lastDay: string): CardWords {
  const by = chance(plan.seed, `card ${client}`)
  const safe = by.oneIn(0.3)
  return {
    ...personAt(plan, client),
    names: [...personAt(plan, client).names], aliases: [...personAt(plan, client).aliases], phones: [...personAt(plan, client).phones],
    safe: {
      ok: safe ? by.pick(['yes', 'no', 'declined'] as const) : 'not_asked', hours: safe ? by.pick(['9–12', 'после 18', 'само викендом']) : '',
      ask: safe ? script(by, 'Тражи њу, не говори одакле зовеш.') : '', say: safe ? script(by, 'Зовемо из библиотеке.') : '', codeWord: '',
    },
    agreed: { text: script(by, by.pick(agreements)), on: lastDay, by: null },
    lastDay,
  }
}

export function personAt(plan: Plan, client: number) {
  const { sex, foreign, codeOnly, place } = plan.clients[client] ?? { sex: 'unknown', foreign: false, codeOnly: true, place: client }
  return personOf(plan.seed, place, { sex, foreign, codeOnly })
}

/** Half of those who write use Latin letters. */
export function script(by: Chance, text: string): string {
  return by.oneIn(0.5) ? text : toLatin(text)
}
