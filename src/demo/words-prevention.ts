import type { ActivistWords } from '../features/activists/contract.ts'
import type { CampaignWords } from '../features/campaigns/contract.ts'
import type { EventWords } from '../features/events/contract.ts'
import { eventKind } from '../vocabulary/index.ts'
import { personOf, towns } from './people.ts'
import type { PlannedCampaign, PlannedEvent } from './plan-prevention.ts'
import type { Chance } from './random.ts'
import { script } from './words.ts'

const materials = ['брошура и постер', 'презентација и упитник', 'лифлети са бројем телефона', 'кратки филм и радни листови', '']

/** A campaign's title stands as it was published. */
export function campaignWords(by: Chance, { title }: PlannedCampaign): CampaignWords {
  return {
    title, messages: script(by, by.pick(['Провери пре него што пођеш. Позови.', 'Свако може да затражи помоћ.', 'Питај, не ћути.'])),
    materials: script(by, by.pick(materials)), partners: script(by, by.pick(['медији и две општине', 'мрежа организација', 'школе и канцеларије за младе', ''])),
    budgetLine: script(by, by.pick(['донација А', 'сопствена средства', 'пројекат 3'])), notes: '', files: [],
  }
}

export function eventWords(by: Chance, event: PlannedEvent, activists: readonly string[]): EventWords {
  const town = by.pick(towns)
  return {
    title: script(by, `${capital(eventKind.labels[event.kind].cyrl)}, ${town}`), about: script(by, by.pick(['Препознавање и поступање, вежбе на примерима.', 'Безбедно тражење посла у иностранству.', 'Како проверити понуду и кога позвати.'])),
    where: script(by, town), audiences: [...event.audiences], trainers: script(by, by.pick(['две предавачице', 'наша правница и гост из тужилаштва', 'вршњачки едукатори'])),
    activists: [...activists], partners: '', materials: script(by, by.pick(materials)), notes: '', files: [],
  }
}

export function activistWords(by: Chance, seed: number, place: number): ActivistWords {
  const person = personOf(seed, 90_000 + place, { sex: by.oneIn(0.75) ? 'female' : 'male', foreign: false, codeOnly: false })
  return {
    name: person.names[0] ?? '', reach: person.phones[0] ?? '', lecturer: by.oneIn(0.4), trainedFor: by.shuffled(['workshop', 'lecture', 'street_action', 'peer_education', 'training_basic']).slice(0, by.between(1, 3)),
    languages: by.oneIn(0.3) ? 'en' : '', free: script(by, by.pick(['викендом', 'радним данима после 16', 'по договору'])), notes: '',
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
