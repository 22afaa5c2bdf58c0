import { sql } from 'kysely'
import { fromBase64url } from '../../shared/bytes.ts'
import type { MemberId, RecordId, TeamId } from '../../shared/ids.ts'
import { foldName } from '../../shared/names.ts'
import { refuse } from '../../shared/problem.ts'
import type { Role } from '../../shared/roles.ts'
import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { tellColleagues, tellMember } from '../notices/index.ts'
import { accountForGuard, rosterForGuard, seatForGuard } from '../house/rows.ts'
import type { members } from './contract.ts'
import { aboutTeams } from './rules.ts'

const inviteDays = 7
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

type InviteRow = {
  id: RecordId; name: string; shown: string; roles: Role[]; teams: TeamId[]; sealed: Uint8Array; sealed_for: TeamId; epoch: number
  expires_at: Date; member: MemberId | null; mac: Uint8Array | null; x_public: Uint8Array; ed_public: Uint8Array; state: string
}

export const memberActions: Handlers<typeof members> = {
  async invite(invite, { tx, member, now }) {
    const expires = new Date(now.getTime() + inviteDays * 86_400_000)
    const key = foldName(invite.name)
    const taken = await sql`select 1 from member where name_key = ${key}`.execute(tx)
    if (taken.rows.length) refuse('taken', { flaws: [{ path: 'name', rule: 'taken' }] })
    const { numAffectedRows } = await sql`
      insert into invite (id, name, name_key, shown, roles, teams, sealed, sealed_for, epoch, made_by, expires_at)
      values (${invite.id}, ${invite.name}, ${key}, ${invite.shown}, ${invite.roles}, ${invite.teams}::uuid[],
        ${fromBase64url(invite.sealed)}, ${invite.sealedFor}, ${invite.epoch}, ${member.id}, ${expires})
      on conflict (id) do nothing`.execute(tx)
    if (!numAffectedRows) {
      const mine = await sql`select 1 from invite where id = ${invite.id} and made_by = ${member.id} and sealed = ${fromBase64url(invite.sealed)}`.execute(tx)
      if (!mine.rows.length) refuse('taken')
    }
    await noteInLedger(tx, 'member.invited', [])
    return { alreadyThere: !numAffectedRows }
  },

  async waiting(_, { tx }) {
    const { rows } = await sql<InviteRow>`
      select i.*, m.x_public, m.ed_public, m.state from invite i left join member m on m.id = i.member
      where i.expires_at > now() and (m.state is null or m.state = 'waiting') order by i.expires_at`.execute(tx)
    await noteInLedger(tx, 'invites.read', [])
    return {
      invites: rows.map((row) => ({
        id: row.id, name: row.name, shown: row.shown, roles: row.roles, teams: row.teams, sealed: text(row.sealed),
        sealedFor: row.sealed_for, epoch: row.epoch, expiresAt: row.expires_at.toISOString(),
        answer: row.member && row.mac && {
          member: row.member, xPublic: text(row.x_public), edPublic: text(row.ed_public), mac: text(row.mac), state: row.state,
        },
      })),
    }
  },

  async forBearer({ invite }, { tx }) {
    const { rows } = await sql<{ name: string; shown: string; roles: Role[]; accepted: boolean }>`
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

  async beforeLeaving({ member: who }, { tx }) {
    const { rows } = await sql<{ alone: number }>`select held_by_her_alone(${who}) as alone`.execute(tx)
    await noteInLedger(tx, 'members.read', [])
    return { alone: rows[0]?.alone ?? 0 }
  },

  async list(_, { tx }) {
    type Row = { id: MemberId; name: string; shown: string; roles: Role[]; state: string; joinedOn: string }
    const { rows } = await sql<Row>`select id, name, shown, roles, state, joined_on as "joinedOn" from member order by name`.execute(tx)
    await noteInLedger(tx, 'members.read', [])
    return { members: rows }
  },

  async suspend({ member: who, suspended }, { tx }) {
    const { rows } = await sql<{ changed: boolean }>`select suspend(${who}, ${suspended}) as changed`.execute(tx)
    if (!rows[0]?.changed) refuse('not-found')
    await noteInLedger(tx, suspended ? 'member.suspended' : 'member.reopened', [])
    return { suspended }
  },
}
