import { contacts } from '../../features/contacts/contract.ts'
import { withClient } from '../../server/database/logins.ts'
import { dayOf } from '../../shared/calendar.ts'
import { emptyHouse } from './empty-house.ts'
import { addMany } from './many.ts'
import { overHttp, sealedContact } from './contacts.ts'
import { quantile } from './result.ts'
import type { Result } from './result.ts'
import { signInOver } from './sign-in.ts'
import type { Desk } from './sign-in.ts'

const [members, savesEvery, readsEvery] = [50, 10_000, 3_000]

/**
 * Fifty members at work at once, each with her own account: each saves a contact every ten seconds and reads a list every three. What each waited for its
 * answer, and how much memory the program's process had at most. Everything they save is sealed before the clock starts.
 */
export async function benchFifty(minutes: number, signal: AbortSignal): Promise<Result[]> {
  const house = await emptyHouse()
  try {
    const { keeper } = house
    const desks: Desk[] = []
    for (let at = 1; at <= members; at++) desks.push(await signInOver(house.origin, `member-${at}`, await house.letIn(`member-${at}`, ['sos_line', 'finders'])))
    const team = keeper.team('sos_line')
    const owner = { by: keeper.me, team, line: keeper.line, contactHolders: [team, keeper.vault.organisation], cardHolders: [keeper.team('finders'), keeper.vault.organisation] }
    await withClient(house.login('boot'), (superuser) => addMany(superuser, owner, { contacts: { from: 0, to: 5000 }, clients: { from: 0, to: 500 }, docs: true }))
    const duration = minutes * 60_000
    const atWork: { readonly bodies: string[]; readonly http: ReturnType<typeof overHttp> }[] = []
    for (const desk of desks) {
      const bodies: string[] = []
      for (let at = 0; at < Math.ceil(duration / savesEvery); at++) bodies.push(JSON.stringify((await sealedContact(desk)).save))
      // Fifty browsers: a connection each for what is saved and for what is read.
      atWork.push({ bodies, http: overHttp(house.port, desk.cookie(), 2) })
    }
    const waited: number[] = []
    let most = house.residentMB()
    const ends = performance.now() + duration
    async function every(milliseconds: number, first: number, work: () => Promise<void>): Promise<void> {
      for (let due = performance.now() + first; due < ends && !signal.aborted; due += milliseconds) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
        // Counted from when she pressed, should she have had to wait before.
        await work()
        waited.push(performance.now() - due)
        most = Math.max(most, house.residentMB())
      }
    }
    const listPath = `${contacts.list.path}?limit=50`
    await Promise.all(atWork.map(async ({ bodies, http }, at) => {
      await Promise.all([
        every(savesEvery, (savesEvery / members) * at, async () => { const body = bodies.pop(); if (body) await http.send('POST', contacts.save.path, body) }),
        every(readsEvery, (readsEvery / members) * at, () => http.send('GET', listPath)),
      ])
    }))
    for (const { http } of atWork) http.end()
    return [
      { id: 'fifty.p99', value: quantile(waited, 0.99), unit: 'ms', bar: 150, says: `50 members at work for ${minutes} min on ${dayOf(new Date())}: 99 of 100 answers within (${waited.length} asked)` },
      { id: 'fifty.median', value: quantile(waited, 0.5), unit: 'ms', says: 'the same: half of the answers within' },
      { id: 'fifty.resident', value: most, unit: 'MB', bar: 300, says: 'most memory of the program’s process meanwhile' },
    ]
  } finally {
    await house.remove()
  }
}
