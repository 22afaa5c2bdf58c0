import { clients } from '../../features/clients/contract.ts'
import { contacts } from '../../features/contacts/contract.ts'
import { withClient } from '../../server/database/logins.ts'
import { emptyHouse } from './empty-house.ts'
import { addMany, letHave } from './many.ts'
import { median } from './result.ts'
import type { Result } from './result.ts'
import { signInOver } from './sign-in.ts'
import type { Desk } from './sign-in.ts'

const [small, large, page] = [1_000, 100_000, 50]
const lists = {
  contacts: ({ call }: Desk) => call(contacts.list, { limit: page }),
  cards: ({ call }: Desk) => call(clients.cards, { limit: page }),
}

/**
 * A page of a list, through the whole program, for a member who holds nearly all and for one who holds fifty: in a house of 1,000 and
 * in one of 100,000 of each, at the same time and in turns, each as a ratio of the large one to the small.
 */
export async function benchLists(rounds: number, tell: (text: string) => void): Promise<Result[]> {
  const houses = { small: await houseOf(small, tell), large: await houseOf(large, tell) }
  try {
    const results: Result[] = []
    for (const list of Object.keys(lists) as (keyof typeof lists)[]) {
      for (const who of ['all', 'fifty'] as const) {
        const times = { small: [] as number[], large: [] as number[] }
        for (let round = -5; round < rounds; round++) {
          for (const size of round % 2 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
            const begun = performance.now()
            await lists[list](houses[size][who])
            if (round >= 0) times[size].push(performance.now() - begun)
          }
        }
        const value = median(times.large) / median(times.small)
        results.push({ id: `list.${list}.${who}`, value, unit: 'ratio', bar: 1.5, says: `a page of ${list} for who holds ${who}: 100,000 rows beside 1,000 (${median(times.large).toFixed(1)} ms)` })
      }
    }
    return results
  } finally {
    await houses.small.remove()
    await houses.large.remove()
  }
}

async function houseOf(size: number, tell: (text: string) => void) {
  const house = await emptyHouse()
  try {
    tell(`A house of ${size} contacts and clients …`)
    const { keeper, letIn } = house
    const phrases = { all: await letIn('all', ['sos_line', 'finders']), fifty: await letIn('fifty', []) }
    const [all, fifty] = [await signInOver(house.origin, 'all', phrases.all), await signInOver(house.origin, 'fifty', phrases.fifty)]
    const team = keeper.team('sos_line')
    const owner = { by: keeper.me, team, line: keeper.line, contactHolders: [team, keeper.vault.organisation], cardHolders: [keeper.team('finders'), keeper.vault.organisation] }
    await withClient(house.login('boot'), async (superuser) => {
      await addMany(superuser, owner, { contacts: { from: 0, to: size }, clients: { from: 0, to: size }, docs: true })
      await letHave(superuser, fifty.vault.me, page)
    })
    return { all, fifty, remove: house.remove }
  } catch (error) {
    await house.remove()
    throw error
  }
}
