import { contacts } from '../../features/contacts/contract.ts'
import { clients } from '../../features/clients/contract.ts'
import { figures } from '../../features/figures/contract.ts'
import { house } from '../../features/house/contract.ts'
import type { ProgramApart } from './house.ts'
import type { Result } from './result.ts'
import type { Desk } from './sign-in.ts'

/**
 * The program's memory while a shift goes on: lists, records, cards, figures and keys, over and over for so many seconds by four
 * members at once. The highest of the resident sizes seen is told.
 */
export async function benchMemory(program: ProgramApart, desk: Desk, seconds: number, signal: AbortSignal): Promise<Result[]> {
  const end = Date.now() + seconds * 1000
  let most = program.residentMB()
  let asked = 0
  async function shift(): Promise<void> {
    const { contacts: page } = await desk.call(contacts.list, { limit: 50 })
    for (let turn = 0; Date.now() < end && !signal.aborted; turn++) {
      await desk.call(contacts.list, { limit: 50 })
      await desk.call(contacts.one, { folder: page[turn % page.length]!.folder })
      if (turn % 10 === 0) await desk.call(house.keys, {})
      if (turn % 40 === 0) await desk.call(figures.count, { from: '2016-01-01', to: '2016-12-31' })
      if (turn % 80 === 0) await desk.call(clients.cards, { limit: 1000 })
      asked += 2
      if (turn % 5 === 0) most = Math.max(most, program.residentMB())
    }
  }
  await Promise.all(Array.from({ length: 4 }, shift))
  return [{ id: 'program.resident', value: most, unit: 'MB', bar: 300, says: `most memory of the program’s process in ${seconds} s of mixed use (${asked} requests and more)` }]
}
