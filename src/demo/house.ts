import { randomBytes } from 'node:crypto'
import { house } from '../features/house/contract.ts'
import { members } from '../features/members/contract.ts'
import { aboutTeams } from '../features/members/rules.ts'
import { withAct } from '../shared/signed-act.ts'
import { sessions } from '../features/sessions/contract.ts'
import { rememberAttempts } from '../server/attempts.ts'
import { createApp } from '../server/http.ts'
import { features } from '../server/registry.ts'
import { hashOf } from '../server/session.ts'
import type { Pools } from '../server/transaction.ts'
import { toBase64url } from '../shared/bytes.ts'
import { caller } from '../shared/call.ts'
import type { Call } from '../shared/call.ts'
import { newId } from '../shared/ids.ts'
import type { LineId, MemberId, TeamId } from '../shared/ids.ts'
import type { Keys } from '../vault/accounts.ts'
import { foundHouse } from '../vault/founding.ts'
import { acceptanceMac, readInvitation } from '../vault/invites.ts'
import { createVault } from '../vault/open.ts'
import type { SeatRow } from '../vault/seal.ts'
import type { HouseKeys, Vault } from '../vault/vault.ts'
import { teamKind } from '../vocabulary/index.ts'
import { makeAccount, twoAtOnce } from './accounts.ts'
import type { MadeAccount } from './accounts.ts'
import { founder, others, teamNames } from './members.ts'
import type { DemoMember } from './members.ts'
import type { TeamKind } from './plan-shape.ts'

/** A member who seals: her keys, and the house as she learns it. */
export type Sealer = { readonly id: string; readonly keys: Keys; readonly house: HouseKeys }
export type DemoHouse = {
  readonly line: string
  readonly team: (kind: TeamKind) => string
  readonly sealers: ReadonlyMap<string, Sealer>
}

/** Founds the house and lets its members in through the API itself, exactly as people do. */
export async function foundDemoHouse(pools: Pools, ledgerPublicKey: string): Promise<DemoHouse> {
  const setupSecret = randomBytes(32)
  const { call } = talkTo(pools, setupSecret, ledgerPublicKey)
  const teams = teamKind.codes.map((kind) => ({ id: newId() as string as TeamId, kind, name: teamNames[kind] }))
  const line = { id: newId<'line'>() as LineId, name: 'СОС телефон', channel: 'phone' as const }
  const me = newId<'member'>() as MemberId
  const founded = await foundHouse(newId(), { id: me, passphrase: founder.passphrase }, teams, ledgerPublicKey)
  await call(house.found, {
    setupSecret: setupSecret.toString('base64url'),
    organisation: { ...founded.organisation, name: 'Пример (показни регистар)', languages: ['sr-Cyrl', 'sr-Latn', 'en'] },
    lines: [line], teams, ledgerKey: founded.ledgerKey, account: founded.account, epochs: founded.epochs, seats: founded.seats,
    member: { ...founded.member, id: me, name: founder.name, shown: founder.shown, roles: [...founder.roles] },
  })
  await call(sessions.signIn, { name: founder.name, authKey: founded.account.authKey, by: 'passphrase' })
  const team = (kind: TeamKind) => teams.find((one) => one.kind === kind)?.id ?? newId<'team'>()

  const joined: { member: DemoMember; id: string; keys: Keys; seats: readonly SeatRow[] }[] = [{ member: founder, id: me, keys: founded.keys, seats: founded.seats }]
  const vault = await createVault(me, founded.keys)
  const pins = { organisation: founded.organisation.id, rootPublic: founded.organisation.rootPublic, rosters: {} }
  const accounts = await twoAtOnce(others, async (member) => {
    const id = newId<'member'>() as MemberId
    return { id, member, ...(await makeAccount(id, member.passphrase, pins)) }
  })
  for (const made of accounts) {
    await vault.learnHouse(await call(house.keys, {}))
    const seats = await letIn(call, vault, made, made.member.teams.map(team), team('coordination'))
    joined.push({ member: made.member, id: made.id, keys: made.keys, seats })
  }
  const known = await call(house.keys, {})
  await call(sessions.signOut, {})
  const sealers = joined.map(({ member, id, keys, seats }) => [member.name, { id, keys, house: { ...known, seats: seats.filter((seat) => seat.member === id) } }] as const)
  return { line: line.id, team, sealers: new Map(sealers) }
}

function talkTo(pools: Pools, setupSecret: Buffer, ledgerPublicKey: string): { call: Call } {
  const silent = () => undefined
  const app = createApp({
    features, pools, log: { info: silent, error: silent },
    house: {
      setupSecretHash: hashOf(setupSecret), ledgerPublicKey,
      strangerSalt: () => randomBytes(16).toString('base64url'), copyPart: () => '', attempts: rememberAttempts(),
    },
  })
  let cookie = ''
  const call = caller(async (path: string, init: RequestInit) => {
    const response = await app.request(path, { ...init, headers: { ...init.headers, 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) } })
    cookie = response.headers.getSetCookie().at(-1)?.split(';')[0] ?? cookie
    return response
  }) as Call
  return { call }
}

type Newcomer = MadeAccount & { readonly id: MemberId; readonly member: DemoMember }

/** Invite, acceptance and letting in; one program holds the paper and the keys only because nobody is there to give them to. */
async function letIn(call: Call, vault: Vault, { id, member, account, keys }: Newcomer, teams: TeamId[], sealedFor: TeamId): Promise<SeatRow[]> {
  const invite = newId<'record'>()
  const { name, shown } = member
  const roles = [...member.roles]
  const made = await vault.makeInvite(invite, sealedFor)
  await call(members.invite, { id: invite, name, shown, roles, teams, sealed: made.sealed, sealedFor, epoch: made.epoch })
  const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
  const mac = await acceptanceMac(readInvitation(`#${made.fragment}`).secret, invite, { member: id, ...publicKeys })
  await call(members.accept, { invite, member: id, ...publicKeys, mac, account })
  const rows = await vault.letIn({ id, ...publicKeys, manager: roles.includes('coordinator') }, teams)
  await call(members.letIn, await withAct(vault, 'member.let-in', aboutTeams(id, rows.epochs), { member: id, ...rows }))
  return rows.seats
}
