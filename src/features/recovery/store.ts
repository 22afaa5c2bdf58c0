import { sql } from 'kysely'
import type * as z from 'zod/mini'
import { hexOf, toBase64url } from '../../shared/bytes.ts'
import type { MemberId, TeamId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { FolderKeyRow, FolderKind, HoldRow, RecoveryRow, SeatRow } from '../../vault/seal.ts'
import { holdForGuard, presentHold, presentKey } from '../folders/index.ts'
import { accountForGuard, presentCertificate, presentEpoch, presentRecovery, rosterForGuard, seatForGuard } from '../house/rows.ts'
import type { CertificateDbRow, EpochDbRow, RecoveryDbRow } from '../house/rows.ts'
import { foldersAtOnce } from './contract.ts'
import type { recovery } from './contract.ts'

type House = z.output<(typeof recovery.open)['output']>
type Entering = z.output<(typeof recovery.enter)['input']>
type Replacing = Omit<z.output<(typeof recovery.replace)['input']>, 'act'>
type Alone = z.output<(typeof recovery.papers)['output']>['alone'][number]
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
/** Bytes as PostgreSQL writes them into JSON: `\x` and hex. */
const bytesIn = (said: unknown) => Buffer.from(String(said).slice(2), 'hex')

type Row = Readonly<Record<string, unknown>>
type Said = { readonly organisation: Row; readonly recoveries: Row[]; readonly teams: House['teams']; readonly members: Row[]; readonly epochs: Row[]; readonly seats: Row[] }
const withBytes = (row: Row, names: readonly string[]) =>
  ({ ...row, ...Object.fromEntries(names.map((name) => [name, row[name] === null ? null : bytesIn(row[name])])) }) as never

export function recoveryStore(tx: Tx) {
  return {
    async since() {
      type Since = { generation: number; by: MemberId; made_on: string; keepers: Uint8Array; sealed_for: TeamId; epoch: number }
      const { rows } = await sql<Since>`select * from recovery order by generation desc limit 1`.execute(tx)
      const row = rows[0]
      return row ? { generation: row.generation, by: row.by, madeOn: row.made_on, kept: { keepers: toBase64url(row.keepers), sealedFor: row.sealed_for, epoch: row.epoch } } : null
    },
    async alone(): Promise<Alone[]> {
      return (await sql<Alone>`select * from alone_by_kind()`.execute(tx)).rows
    },
    async papersAre(proof: Uint8Array) {
      return (await sql<{ said: 'good' | 'old' | 'unknown' | 'wrong' }>`select papers_are(${proof}) as said`.execute(tx)).rows[0]?.said ?? 'wrong'
    },
    async today() {
      return (await sql<{ root_public: Uint8Array; statement: Uint8Array | null }>`select * from papers_of_today()`.execute(tx)).rows[0]
    },
    async keepFirstProof(proof: Uint8Array) {
      await sql`select found_recovery(${proof})`.execute(tx)
    },
    async house(proof: Uint8Array): Promise<House> {
      const { rows } = await sql<{ said: Said }>`select house_for_papers(${proof}) as said`.execute(tx)
      return present(rows[0]?.said ?? never())
    },
    async enter(proof: Uint8Array, nameKey: string, { member, account, epochs, seats }: Entering) {
      const row = { ...member, nameKey, xPublic: hexOf(member.xPublic), edPublic: hexOf(member.edPublic), certificate: hexOf(member.certificate) }
      return yes(await sql<Yes>`select enter_by_papers(${proof}, ${json(row)}, ${json(accountForGuard(account))},
        ${json(epochs.map(rosterForGuard))}, ${json(seats.map(seatForGuard))}) as yes`.execute(tx))
    },
    async seat(proof: Uint8Array, { epochs, seats }: Pick<Entering, 'epochs' | 'seats'>) {
      return yes(await sql<Yes>`select seat_by_papers(${proof}, ${json(epochs.map(rosterForGuard))}, ${json(seats.map(seatForGuard))}) as yes`.execute(tx))
    },
    async folders(proof: Uint8Array, holder: MemberId, kind: FolderKind) {
      const { rows } = await sql<AloneRow>`select * from alone_for_papers(${proof}, ${holder}, ${kind}, ${foldersAtOnce})`.execute(tx)
      return {
        traces: rows.map((row) => row.trace),
        keys: rows.map(({ folder, kind: of, gen, commitment, prev, by, sig }) => presentKey({ folder, kind: of, gen, commitment, prev, by, sig })),
        holds: await this.organisation().then((house) => rows.map(({ folder, kind: of, gen, listed, form, epoch, wrap, hold_by, hold_sig }) =>
          presentHold({ holder: house, folder, kind: of, gen, listed, form, epoch, wrap, by: hold_by, sig: hold_sig }))),
      }
    },
    async organisation() {
      return (await sql<{ id: string }>`select id from organisation`.execute(tx)).rows[0]?.id ?? never()
    },
    async give(proof: Uint8Array, holder: MemberId, holds: readonly HoldRow[]): Promise<string[]> {
      const { rows } = await sql<{ traces: string[] }>`select give_by_papers(${proof}, ${holder}, ${json(holds.map(holdForGuard))}) as traces`.execute(tx)
      return rows[0]?.traces ?? []
    },
    async replace(proof: Uint8Array, newProof: Uint8Array, { row, kept, epochs, seats }: Replacing) {
      const made = {
        generation: row.generation, statement: hexOf(row.statement), prev: hexOf(row.prev), sigBefore: hexOf(row.sigBefore), sigOwn: hexOf(row.sigOwn),
        sigBy: hexOf(row.sigBy), keepers: hexOf(kept.keepers), sealedFor: kept.sealedFor, epoch: kept.epoch,
      }
      return yes(await sql<Yes>`select replace_papers(${proof}, ${json(made)}, ${newProof}, ${json(epochs.map(rosterForGuard))},
        ${json(seats.map(seatForGuard))}) as yes`.execute(tx))
    },
  }
}

type AloneRow = Omit<FolderKeyRow, 'commitment' | 'prev' | 'sig'> & Pick<HoldRow, 'listed' | 'form' | 'epoch'> & {
  commitment: Uint8Array; prev: Uint8Array | null; sig: Uint8Array; trace: string; wrap: Uint8Array; hold_by: MemberId; hold_sig: Uint8Array
}
type Yes = { yes: boolean }
const yes = ({ rows }: { readonly rows: readonly Yes[] }) => rows[0]?.yes ?? false

function present({ organisation, recoveries, teams, members, epochs, seats }: Said): House {
  type Organisation = { id: string; name: string; root_public: Uint8Array; recovery_public: Uint8Array; recovery_sig: Uint8Array }
  type Member = Omit<House['members'][number], 'former'> & CertificateDbRow & { former: object[] }
  const keyBytes = ['x_public', 'ed_public', 'certificate'] as const
  type Seat = Omit<SeatRow, 'wrap' | 'sig'> & { wrap: Uint8Array | null; sig: Uint8Array | null }
  const house: Organisation = withBytes(organisation, ['root_public', 'recovery_public', 'recovery_sig'])
  return {
    organisation: { id: house.id, name: house.name, rootPublic: toBase64url(house.root_public), recoveryPublic: toBase64url(house.recovery_public), recoverySig: toBase64url(house.recovery_sig) },
    recoveries: recoveries.map((row): RecoveryRow => presentRecovery(withBytes(row, ['statement', 'prev', 'sig_before', 'sig_own', 'sig_by']) as RecoveryDbRow)),
    teams,
    members: members.map((row) => {
      const member: Member = withBytes(row, [...keyBytes])
      return {
        id: member.id, name: member.name, shown: member.shown, state: member.state, ...presentCertificate(member),
        former: member.former.map((one) => presentCertificate(withBytes(one as never, [...keyBytes]))),
      }
    }),
    epochs: epochs.map((row) => presentEpoch(withBytes(row, ['public_key', 'roster', 'sig', 'prev_seed']) as EpochDbRow)),
    seats: seats.map((row) => {
      const seat: Seat = withBytes(row, ['wrap', 'sig'])
      return { ...seat, wrap: seat.wrap && toBase64url(seat.wrap), sig: seat.sig && toBase64url(seat.sig) }
    }),
  }
}

function never(): never {
  throw new Error('no organisation')
}
