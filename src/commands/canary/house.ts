import { house } from '../../features/house/contract.ts'
import { caller } from '../../shared/call.ts'
import { newId } from '../../shared/ids.ts'
import type { LineId, MemberId, TeamId } from '../../shared/ids.ts'
import { foundHouse } from '../../vault/founding.ts'
import { teamKind } from '../../vocabulary/index.ts'
import { signInAs } from '../member-at-hand.ts'

/** Founds the empty house at this address and signs its only member in. */
export async function foundAt(origin: string, setupSecret: string) {
  // Nothing compressed: what is recorded on the way is searched as it went.
  const carry = (path: string, init?: RequestInit) => fetch(origin + path, { ...init, headers: { ...init?.headers, 'accept-encoding': 'identity' } })
  const teams = teamKind.codes.map((kind) => ({ id: newId<'team'>() as TeamId, kind, name: kind }))
  const line = { id: newId<'line'>() as LineId, name: 'line', channel: 'phone' as const }
  const first = { id: newId<'member'>() as MemberId, passphrase: 'one canary sings for nobody' }
  const founded = await foundHouse(newId(), first, teams, (await caller(carry)(house.isFounded, {})).ledgerPublicKey)
  await caller(carry)(house.found, {
    setupSecret, lines: [line], teams, ledgerKey: founded.ledgerKey, account: founded.account, epochs: founded.epochs, seats: founded.seats,
    organisation: { ...founded.organisation, name: 'Canary', languages: ['en'] },
    member: { ...founded.member, id: first.id, name: 'keeper', shown: 'Keeper', roles: ['coordinator'] },
  })
  const keeper = await signInAs({ request: carry } as never, 'keeper', first.passphrase)
  const team = (kind: (typeof teamKind.codes)[number]) => teams.find((one) => one.kind === kind)?.id ?? newId<'team'>()
  return {
    ...keeper, line: line.id, team, carry,
    /** The recovery sheets in force. */
    sheets: { codes: [founded.sheet] as readonly string[] },
  }
}
export type Keeper = Awaited<ReturnType<typeof foundAt>>
