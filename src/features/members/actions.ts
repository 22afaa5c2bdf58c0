import { sql } from 'kysely'
import { fromBase64url, hexOf } from '../../shared/bytes.ts'
import type { FolderId, MemberId, RecordId, TeamId } from '../../shared/ids.ts'
import { foldName } from '../../shared/names.ts'
import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import type { Role } from '../../shared/roles.ts'
import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import type { CertificateRow, SeatRow, TeamEpochRow } from '../../vault/seal.ts'
import { folderStore, holdForGuard } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import { tellColleagues, tellCoordinators, tellMember } from '../notices/index.ts'
import { accountForGuard, rosterForGuard, seatForGuard } from '../house/rows.ts'
import type { members } from './contract.ts'
import { aboutTeams } from './rules.ts'

const inviteDays = 7
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

type InviteRow = {
  id: RecordId; name: string; shown: string; roles: Role[]; teams: TeamId[]; sealed: Uint8Array; sealed_for: TeamId; epoch: number
  expires_at: Date; again: MemberId | null; member: MemberId | null; mac: Uint8Array | null; x_public: Uint8Array; ed_public: Uint8Array; state: string
}
type AnsweredRow = { invite: RecordId; member: MemberId; x_public: Uint8Array; ed_public: Uint8Array; mac: Uint8Array }

const presentAnswer = (row: Pick<AnsweredRow, 'member' | 'x_public' | 'ed_public' | 'mac'> & { readonly state?: string } | undefined) =>
  row ? { member: row.member, xPublic: text(row.x_public), edPublic: text(row.ed_public), mac: text(row.mac), state: row.state ?? 'active' } : null

const certificateForGuard = (row: CertificateRow) => ({ ...row, xPublic: hexOf(row.xPublic), edPublic: hexOf(row.edPublic), sig: row.sig && hexOf(row.sig) })
const rostersForGuard = ({ epochs, seats }: { readonly epochs: readonly TeamEpochRow[]; readonly seats: readonly SeatRow[] }) =>
  [JSON.stringify(epochs.map(rosterForGuard)), JSON.stringify(seats.map(seatForGuard))] as const

/** New keys are for somebody who works here, and for a colleague to give. */
async function mayGetNewKeys(tx: Tx, asker: Asker, who: MemberId): Promise<void> {
  if (!asker.roles.includes('coordinator') || who === asker.id) refuse('not-allowed')
  const here = await sql`select 1 from member where id = ${who} and state in ('active', 'suspended')`.execute(tx)
  if (!here.rows.length) refuse('not-found')
}

type Lists = { readonly epochs: readonly TeamEpochRow[]; readonly seats: readonly SeatRow[] }

/** True when lists changed now; no lists, nothing asked. */
async function seated(tx: Tx, how: 'seat_in' | 'leave', who: MemberId, lists: Lists): Promise<boolean> {
  if (!lists.epochs.length) return false
  const [epochs, seats] = rostersForGuard(lists)
  const { rows } = how === 'seat_in'
    ? await sql<{ changed: boolean }>`select seat_in(${who}, ${epochs}::jsonb, ${seats}::jsonb) as changed`.execute(tx)
    : await sql<{ changed: boolean }>`select leave_out(${who}, false, ${epochs}::jsonb, ${seats}::jsonb) as changed`.execute(tx)
  return rows[0]?.changed ?? false
}

async function tellBoth(tx: Tx, who: MemberId, her: string, colleagues: string, teams: readonly TeamId[]): Promise<void> {
  await tellMember(tx, who, her)
  await tellColleagues(tx, who, colleagues, teams)
}

const atOnce = 50
type LostRow = { folder: FolderId; listed: string; shared: boolean; mine: boolean; named: boolean }

export const memberActions: Handlers<typeof members> = {
  async invite(invite, { tx, member, now }) {
    const expires = new Date(now.getTime() + inviteDays * 86_400_000)
    const key = foldName(invite.name)
    if (invite.again) await mayGetNewKeys(tx, member, invite.again)
    const taken = await sql`select 1 from member where name_key = ${key} and id is distinct from ${invite.again}::uuid`.execute(tx)
    if (taken.rows.length) refuse('taken', { flaws: [{ path: 'name', rule: 'taken' }] })
    const { numAffectedRows } = await sql`
      insert into invite (id, name, name_key, shown, roles, teams, sealed, sealed_for, epoch, made_by, expires_at, again)
      values (${invite.id}, ${invite.name}, ${key}, ${invite.shown}, ${invite.roles}, ${invite.teams}::uuid[],
        ${fromBase64url(invite.sealed)}, ${invite.sealedFor}, ${invite.epoch}, ${member.id}, ${expires}, ${invite.again})
      on conflict (id) do nothing`.execute(tx)
    if (!numAffectedRows) {
      const mine = await sql`select 1 from invite where id = ${invite.id} and made_by = ${member.id} and sealed = ${fromBase64url(invite.sealed)}`.execute(tx)
      if (!mine.rows.length) refuse('taken')
    }
    await noteInLedger(tx, invite.again ? 'member.invited-again' : 'member.invited', [])
    return { alreadyThere: !numAffectedRows }
  },

  async waiting(_, { tx }) {
    const { rows } = await sql<InviteRow>`
      select i.*, m.x_public, m.ed_public, m.state from invite i left join member m on m.id = i.member
      where i.expires_at > now() and i.ended_at is null and (m.state is null or m.state = 'waiting') order by i.expires_at`.execute(tx)
    const again = (await sql<AnsweredRow>`select * from answered_again()`.execute(tx)).rows
    const seats = (await sql<{ member: MemberId; team: TeamId }>`select member, team from seats_to_give()`.execute(tx)).rows
    await noteInLedger(tx, 'invites.read', [])
    return {
      seats,
      invites: rows.map((row) => ({
        id: row.id, name: row.name, shown: row.shown, roles: row.roles, teams: row.teams, sealed: text(row.sealed), again: row.again,
        sealedFor: row.sealed_for, epoch: row.epoch, expiresAt: row.expires_at.toISOString(),
        answer: presentAnswer(row.member && row.mac ? { ...row, member: row.member, mac: row.mac } : again.find((one) => one.invite === row.id)),
      })),
    }
  },

  async endInvite({ invite }, { tx }) {
    const { rows } = await sql<{ ended: boolean }>`select end_invite(${invite}) as ended`.execute(tx)
    await noteInLedger(tx, 'invite.ended', [], rows[0]?.ended ? 'done' : 'already-there')
    return { alreadyThere: !rows[0]?.ended }
  },

  async forBearer({ invite }, { tx }) {
    const { rows } = await sql<{ name: string; shown: string; roles: Role[]; accepted: boolean; again: boolean }>`
      select * from invite_for_bearer(${invite})`.execute(tx)
    return rows[0] ?? refuse('not-found')
  },

  async accept(input, { tx }) {
    const { rows } = await sql<{ answer: 'accepted' | 'taken' | 'not-found' }>`
      select accept_invite(${input.invite}, ${input.member}, ${fromBase64url(input.xPublic)}, ${fromBase64url(input.edPublic)},
        ${fromBase64url(input.mac)}, ${JSON.stringify(accountForGuard(input.account))}::jsonb) as answer`.execute(tx)
    const answer = rows[0]?.answer ?? 'not-found'
    if (answer !== 'accepted') refuse(answer)
    await noteInLedger(tx, 'invite.accepted', [])
    return { accepted: true as const }
  },

  async letIn({ act, ...sent }, { tx }) {
    const { member: newcomer, certificate, epochs, seats } = sent
    const { rows } = await sql<{ now: boolean }>`select let_in(${newcomer}, ${fromBase64url(certificate)}) as now`.execute(tx)
    await sql`select put_rosters(${JSON.stringify(epochs.map(rosterForGuard))}::jsonb,
      ${JSON.stringify(seats.map(seatForGuard))}::jsonb)`.execute(tx)
    const known = await sql`select 1 from member where id = ${newcomer} and state = 'active'`.execute(tx)
    if (!known.rows.length) refuse('not-found')
    if (rows[0]?.now) await noteSigned(tx, act, { action: 'member.let-in', about: aboutTeams(newcomer, epochs), detail: sent })
    else await noteInLedger(tx, 'member.let-in', [], 'already-there')
    return { alreadyThere: !rows[0]?.now }
  },

  async leaveOut({ act, ...sent }, { tx }) {
    const { member: who, house, epochs, seats } = sent
    const wasHere = await sql`select 1 from member where id = ${who} and state <> 'removed'`.execute(tx)
    const { rows } = await sql<{ changed: boolean }>`select leave_out(${who}, ${house}, ${JSON.stringify(epochs.map(rosterForGuard))}::jsonb,
      ${JSON.stringify(seats.map(seatForGuard))}::jsonb) as changed`.execute(tx)
    const changed = rows[0]?.changed ?? false
    const teams = epochs.map(({ team }) => team)
    // A team renewed after she went (by a manager who sits in it) has been told already.
    if (changed && wasHere.rows.length) {
      await tellColleagues(tx, who, house ? 'member.removed' : 'team.left-by', teams)
      if (!house) await tellMember(tx, who, 'team.left')
    }
    const action = house ? 'member.removed' : 'member.left-team'
    if (changed) await noteSigned(tx, act, { action, about: aboutTeams(who, epochs), detail: sent })
    else await noteInLedger(tx, action, [], 'already-there')
    return { alreadyThere: !changed }
  },

  async change({ act, ...sent }, { tx, member }) {
    const { member: who, roles, certificate, joins, leaves } = sent
    if (certificate && certificate.by !== member.id) refuse('bad-input')
    const { rows } = await sql<{ changed: boolean }>`
      select change_roles(${who}, ${roles}, ${certificate && JSON.stringify(certificateForGuard(certificate))}::jsonb) as changed`.execute(tx)
    const working = rows[0]?.changed ?? false
    const joined = await seated(tx, 'seat_in', who, joins)
    const left = await seated(tx, 'leave', who, leaves)
    if (!working && !joined && !left) {
      await noteInLedger(tx, 'member.changed', [], 'already-there')
      return { alreadyThere: true }
    }
    const teamsOf = (epochs: readonly TeamEpochRow[]) => epochs.map(({ team }) => team)
    if (working) {
      await tellMember(tx, who, 'roles.changed')
      await tellCoordinators(tx, who, 'roles.changed-by')
    }
    if (joined) await tellBoth(tx, who, 'team.joined', 'team.joined-by', teamsOf(joins.epochs))
    if (left) await tellBoth(tx, who, 'team.left', 'team.left-by', teamsOf(leaves.epochs))
    await noteSigned(tx, act, { action: 'member.changed', about: aboutTeams(who, [...joins.epochs, ...leaves.epochs]), detail: sent })
    return { alreadyThere: false }
  },

  async renewKeys({ act, ...sent }, { tx, member }) {
    const { member: who, invite, certificate, epochs, seats } = sent
    const hers = await sql`select 1 from invite where id = ${invite} and again = ${who}`.execute(tx)
    if (!hers.rows.length) refuse('not-found')
    if (certificate.by !== member.id) refuse('bad-input')
    const [lists, wraps] = rostersForGuard({ epochs, seats })
    const { rows } = await sql<{ now: boolean }>`
      select renew_keys(${invite}, ${JSON.stringify(certificateForGuard(certificate))}::jsonb, ${lists}::jsonb, ${wraps}::jsonb) as now`.execute(tx)
    if (!rows[0]?.now) {
      await noteInLedger(tx, 'member.keys-renewed', [], 'already-there')
      return { alreadyThere: true }
    }
    await tellBoth(tx, who, 'keys.renewed', 'keys.renewed-by', epochs.map(({ team }) => team))
    await noteSigned(tx, act, { action: 'member.keys-renewed', about: aboutTeams(who, epochs), detail: sent })
    return { alreadyThere: false }
  },

  async lost({ member: who }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'list')
    const { rows } = await sql<LostRow>`select folder, listed::text as listed, shared, mine, named from lost_holds(${who}) order by folder`.execute(tx)
    const shared = rows.filter((row) => row.shared)
    // Restricted to others, they are given back by one of those, who makes new keys for all of them.
    const byNamed = shared.filter((row) => row.named && !row.mine)
    const folders = shared.filter((row) => row.mine).slice(0, atOnce).map((row) => row.folder)
    const store = folderStore(tx, member)
    const served = await store.opens(folders)
    await noteInLedger(tx, 'members.read', await store.traces(folders))
    return {
      shared: shared.length - byNamed.length, byNamed: byNamed.length, alone: rows.length - shared.length,
      listed: shared.filter((row) => folders.includes(row.folder)).map(({ folder, listed }) => ({ folder, listed })), keys: served.keys, holds: served.holds,
    }
  },

  async giveBack({ act, ...sent }, { tx, member }) {
    const { member: who, holds } = sent
    if (holds.some((hold) => hold.by !== member.id || hold.holder !== who)) refuse('bad-input')
    const { rows } = await sql<{ given: number }>`select give_back(${who}, ${JSON.stringify(holds.map(holdForGuard))}::jsonb) as given`.execute(tx)
    const given = rows[0]?.given ?? 0
    const traces = await folderStore(tx, member).traces(holds.map((hold) => hold.folder))
    if (given) await noteSigned(tx, act, { action: 'member.given-back', about: [who], detail: sent }, traces)
    else await noteInLedger(tx, 'member.given-back', traces, 'already-there')
    return { given }
  },

  async beforeLeaving({ member: who }, { tx }) {
    const [{ rows }, openings] = await together([
      sql<{ alone: number }>`select held_by_her_alone(${who}) as alone`.execute(tx),
      sql<{ asked_by: MemberId; until: Date }>`select * from openings_through_her(${who})`.execute(tx),
      noteInLedger(tx, 'members.read', []),
    ])
    return { alone: rows[0]?.alone ?? 0, openings: openings.rows.map((one) => ({ askedBy: one.asked_by, until: one.until.toISOString() })) }
  },

  async list(_, { tx }) {
    type Row = { id: MemberId; name: string; shown: string; roles: Role[]; state: string; joinedOn: string }
    const { rows } = await sql<Row>`select id, name, shown, roles, state, joined_on as "joinedOn" from member order by name`.execute(tx)
    await noteInLedger(tx, 'members.read', [])
    return { members: rows }
  },

  async suspend({ member: who, suspended }, { tx }) {
    const { rows } = await sql<{ said: 'changed' | 'same' | 'not-found' }>`select suspend(${who}, ${suspended}) as said`.execute(tx)
    if (rows[0]?.said === 'not-found') refuse('not-found')
    await noteInLedger(tx, suspended ? 'member.suspended' : 'member.reopened', [], rows[0]?.said === 'same' ? 'already-there' : 'done')
    return { suspended }
  },
}
