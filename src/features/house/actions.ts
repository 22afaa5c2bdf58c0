import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { fromBase64url, hexOf } from '../../shared/bytes.ts'
import { foldName } from '../../shared/names.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers, HouseSettings } from '../../server/handlers.ts'
import { hashOf } from '../../shared/hash.ts'
import { bytea } from '../folders/index.ts'
import type { Tx } from '../../server/transaction.ts'
import { accountForGuard, presentEpoch, rosterForGuard, seatForGuard } from './rows.ts'
import type { house } from './contract.ts'
import { houseStore } from './store.ts'

export const houseActions: Handlers<typeof house> = {
  async isFounded(_, { tx, house: settings }) {
    return { founded: await isFounded(tx), ledgerPublicKey: settings.ledgerPublicKey }
  },

  async setUpLink({ setupSecret }, { tx, house: settings }) {
    if (await isFounded(tx)) return { link: 'used' as const }
    return { link: isSecret(setupSecret, settings) ? ('holds' as const) : ('old' as const) }
  },

  async found(input, { tx, house: settings }) {
    if (!isSecret(input.setupSecret, settings)) refuse('not-allowed')
    if (!input.member.roles.includes('coordinator')) refuse('bad-input', { flaws: [{ path: 'member.roles', rule: 'coordinator' }] })
    const { organisation, member, ledgerKey } = input
    if (ledgerKey.publicKey !== settings.ledgerPublicKey || ledgerKey.by !== null) refuse('bad-input', { flaws: [{ path: 'ledgerKey', rule: 'another-key' }] })
    const row = {
      ...input,
      organisation: {
        ...organisation, rootPublic: hexOf(organisation.rootPublic), recoveryPublic: hexOf(organisation.recoveryPublic),
        recoverySig: hexOf(organisation.recoverySig), recoveryAuthKey: undefined,
      },
      member: {
        ...member, nameKey: foldName(member.name), xPublic: hexOf(member.xPublic), edPublic: hexOf(member.edPublic),
        certificate: hexOf(member.certificate),
      },
      ledgerKey: { publicKey: hexOf(ledgerKey.publicKey), sig: hexOf(ledgerKey.sig) },
      account: accountForGuard(input.account),
      epochs: input.epochs.map(rosterForGuard),
      seats: input.seats.map(seatForGuard),
      setupSecret: undefined,
    }
    const { rows } = await sql<{ founded: boolean }>`select found_house_and_ledger(${JSON.stringify(row)}::jsonb) as founded`.execute(tx)
    if (!rows[0]?.founded) refuse('already-founded')
    await sql`select found_recovery(${hashOf(fromBase64url(organisation.recoveryAuthKey))})`.execute(tx)
    await noteInLedger(tx, 'house.founded', [])
    return { founded: true as const }
  },

  async keys(_, { tx, member }) {
    const store = houseStore(tx)
    const [organisation, recoveries, lines, teams, members, epochs, seats] = [
      await store.organisation(), await store.recoveries(), await store.lines(), await store.teams(), await store.members(), await store.epochs(),
      await store.seatsOf(member.id),
    ]
    const ledgerKey = await store.ledgerKey()
    await noteInLedger(tx, 'house.keys', [])
    return { organisation: organisation ?? refuse('not-founded'), recoveries, lines, teams, members, epochs: epochs.map(presentEpoch), seats, ledgerKey }
  },

  async change({ teams, ...settings }, { tx }) {
    if (teams.length) await nameTeams(tx, teams)
    await sql`select put_house(${JSON.stringify(settings)}::jsonb)`.execute(tx)
    await noteInLedger(tx, 'house.changed', [])
    return {}
  },
}

async function nameTeams(tx: Tx, teams: readonly { readonly id: string; readonly name: string }[]): Promise<void> {
  const there = await houseStore(tx).teams()
  if (teams.some((one) => !there.some((team) => team.id === one.id))) refuse('not-found')
  if (isTwice(there.map((team) => teams.find((one) => one.id === team.id)?.name ?? team.name))) refuse('taken')
  const { rows } = await sql<{ changed: number }>`select put_team_names(${JSON.stringify(teams)}::jsonb) as changed`.execute(tx)
  if (rows[0]?.changed) await noteInLedger(tx, 'team.named', [])
}

/** In either script one name is one. */
const isTwice = (names: readonly string[]): boolean => new Set(names.map(foldName)).size < names.length

async function isFounded(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ founded: boolean }>`select is_founded() as founded`.execute(tx)
  return rows[0]?.founded ?? false
}

/** Of this start of an empty house; an earlier one's is known no more. */
function isSecret(said: string, { setupSecretHash }: HouseSettings): boolean {
  return setupSecretHash !== undefined && timingSafeEqual(setupSecretHash, hashOf(bytea(said)))
}
