import { createHmac, randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { rememberAttempts } from '../../src/server/attempts.ts'
import { createApp } from '../../src/server/http.ts'
import { features } from '../../src/server/registry.ts'
import { hashOf } from '../../src/server/session.ts'
import { house } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { toBase64url } from '../../src/shared/bytes.ts'
import { caller } from '../../src/shared/call.ts'
import type { Call } from '../../src/shared/call.ts'
import { newId } from '../../src/shared/ids.ts'
import type { LineId, MemberId, TeamId } from '../../src/shared/ids.ts'
import type { Role } from '../../src/shared/roles.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { fromPassphrase, newAccount, openAccount } from '../../src/vault/accounts.ts'
import { foundHouse } from '../../src/vault/founding.ts'
import { acceptanceMac, readInvitation } from '../../src/vault/invites.ts'
import { createVault } from '../../src/vault/open.ts'
import { teamKind } from '../../src/vocabulary/index.ts'
import { freshDatabase } from './database.ts'

type Team = { id: TeamId; kind: (typeof teamKind.codes)[number]; name: string }

/** A house with one coordinator, over the real contract, database and vault; no port. `clock`: by which wrong passphrases wait. */
export async function foundedHouse(clock?: () => number, connections?: number) {
  const database = await freshDatabase(connections)
  const [setupSecret, strangers] = [randomBytes(32), randomBytes(32)]
  const app = createApp({
    features, pools: database.pools, log: pino({ level: 'silent' }), origin: 'http://127.0.0.1:7330',
    house: {
      setupSecretHash: hashOf(setupSecret), ledgerPublicKey: toBase64url(new Uint8Array(32)),
      copyPart: (member) => createHmac('sha256', strangers).update(`copies ${member}`).digest('base64url'),
      strangerSalt: (name) => createHmac('sha256', strangers).update(name).digest().subarray(0, 16).toString('base64url'), attempts: rememberAttempts(clock),
    },
  })
  return { app, database, setupSecret, ...(await found(app, setupSecret)), close: () => database.close() }
}

/** Founds an empty house by the real way through, with one team of each kind, one line and one coordinator. */
export async function found(app: App, setupSecret: Uint8Array) {
  const teams: Team[] = teamKind.codes.map((kind) => ({ id: newId(), kind, name: kind }))
  const line = { id: newId<'line'>() as LineId, name: 'SOS', channel: 'phone' as const }
  const nobody = browser(app)
  const first = { id: newId<'member'>() as MemberId, name: 'mira', passphrase: 'mira has five long words' }
  const founded = await foundHouse(newId(), first, teams, (await nobody.call(house.isFounded, {})).ledgerPublicKey)
  await nobody.call(house.found, {
    setupSecret: toBase64url(setupSecret),
    organisation: { ...founded.organisation, name: 'Primer', languages: ['sr-Cyrl', 'en'] },
    lines: [line], teams,
    member: { ...founded.member, id: first.id, name: first.name, shown: 'Mira', roles: ['coordinator'] },
    ledgerKey: founded.ledgerKey, account: founded.account, epochs: founded.epochs, seats: founded.seats,
  })
  const coordinator = await signIn(app, first.name, first.passphrase)
  const team = (kind: Team['kind']) => teams.find((one) => one.kind === kind)?.id ?? newId<'team'>()
  return { teams, team, line, nobody, coordinator, founded }
}

export type House = Awaited<ReturnType<typeof foundedHouse>>
export type App = { request: (path: string, init?: RequestInit) => Response | Promise<Response> }

/** Something that keeps its cookie, as a browser does. */
export function browser(app: App) {
  let cookie = ''
  const carry = async (path: string, init: RequestInit) => {
    const response = await app.request(path, { ...init, headers: { ...init.headers, 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) } })
    const set = response.headers.getSetCookie().at(-1)
    if (set) cookie = set.split(';')[0] ?? ''
    return response
  }
  return { call: caller(carry) as Call, carry, cookie: () => cookie }
}

export async function signIn(app: App, name: string, passphrase: string) {
  const { call, carry, cookie } = browser(app)
  const { salt, kdf } = await call(sessions.saltFor, { name })
  const { authKey, kek } = await fromPassphrase(passphrase, salt, kdf)
  const opened = await call(sessions.signIn, { name, authKey, by: 'passphrase' })
  const keys = await openAccount(opened.member, kek, opened.userKey, opened.bundle)
  const vault = await createVault(opened.member, keys)
  const learn = async () => vault.learnHouse(await call(house.keys, {}))
  const quarantined = opened.state === 'active' ? await learn() : []
  return { me: opened.member, state: opened.state, call, carry, cookie, keys, vault, learn, quarantined }
}
export type SignedIn = Awaited<ReturnType<typeof signIn>>

/** Invites, accepts and lets in a member of these roles and teams, by the real way through. */
export async function letIn({ app, coordinator }: Pick<House, 'coordinator'> & { readonly app: App }, name: string, roles: Role[], teams: TeamId[], sealedFor: TeamId): Promise<SignedIn> {
  const invite = newId<'record'>()
  const made = await coordinator.vault.makeInvite(invite, sealedFor)
  await coordinator.call(members.invite, { id: invite, name, shown: name, roles, teams, sealed: made.sealed, sealedFor, epoch: made.epoch })
  const invitation = readInvitation(`#${made.fragment}`)
  const member = newId<'member'>() as MemberId
  const passphrase = `${name} has five long words`
  const { account, keys } = await newAccount(member, passphrase, { organisation: invitation.organisation, rootPublic: invitation.rootPublic, rosters: {} })
  const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
  const mac = await acceptanceMac(invitation.secret, invite, { member, ...publicKeys })
  await browser(app).call(members.accept, { invite, member, ...publicKeys, mac, account })
  const { invites } = await coordinator.call(members.waiting, {})
  const answered = invites.find((one) => one.id === invite)
  if (!answered?.answer || !(await coordinator.vault.checkAcceptance(answered, answered.answer))) throw new Error('the acceptance does not hold')
  await coordinator.learn()
  const rows = await coordinator.vault.letIn({ id: member, ...publicKeys, manager: roles.includes('coordinator') }, teams)
  await coordinator.call(members.letIn, await withAct(coordinator.vault, 'member.let-in', [member, ...teams], { member, ...rows }))
  return signIn(app, name, passphrase)
}
