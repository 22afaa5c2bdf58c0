import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, day, done, name } from '../../shared/fields.ts'
import { folderId, memberId, recordId, teamId } from '../../shared/ids.ts'
import { roles } from '../../shared/roles.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { certificateRow, folderKeyRow, holdRow, seatRow, teamEpochRow } from '../../vault/seal.ts'
import { accountRow } from '../house/contract.ts'

const invite = z.object({
  id: recordId, name: name(60), shown: name(100), roles: z.array(z.enum(roles)).check(z.minLength(1)),
  teams: z.array(teamId), sealed: bytes(400), sealedFor: teamId, epoch: z.int(),
  /** She who is here already and gets new keys; null for somebody new. */
  again: z._default(z.nullable(memberId), null),
})
const rosters = { epochs: z.array(teamEpochRow), seats: z.array(seatRow) }
/** Accounts, lists and invitations have changed: pages that show them look again. */
const houseChanged = () => [{ kind: 'house' }] as const
const houseAndHerself = ({ member }: { readonly member: string }) => [{ kind: 'house' }, { kind: 'member', id: member }] as const

export const members = {
  invite: endpoint({
    method: 'post', path: '/api/invites', may: 'members:invite', as: 'app',
    says: 'Keeps an invite; its secret stays on the printed link and, sealed, with the managers.',
    input: invite,
    output: done,
    changes: houseChanged,
  }),
  waiting: endpoint({
    method: 'get', path: '/api/invites', may: 'members:let-in', as: 'app',
    says: 'Invites that are open or answered, and seats that members with new keys wait for, for the managers.',
    input: z.object({}),
    output: z.object({
      seats: z.array(z.object({ member: memberId, team: teamId })),
      invites: z.array(z.extend(invite, {
        expiresAt: z.string(),
        answer: z.nullable(z.object({ member: memberId, xPublic: bytes(32), edPublic: bytes(32), mac: bytes(32), state: z.string() })),
      })),
    }),
  }),
  forBearer: endpoint({
    method: 'get', path: '/api/invites/:invite', may: 'anyone', as: 'app',
    says: 'What the bearer of a printed link may see: her own name and roles.',
    input: z.object({ invite: recordId }),
    output: z.object({ name: z.string(), shown: z.string(), roles: z.array(z.enum(roles)), accepted: z.boolean(), again: z.boolean() }),
  }),
  accept: endpoint({
    method: 'post', path: '/api/invites/:invite/accept', may: 'anyone', as: 'app', limit: 131_072,
    says: 'A new member, or one who lost her keys, hands in her public keys, authenticated by the secret of her invite, and her sealed account.',
    input: z.object({ invite: recordId, member: memberId, xPublic: bytes(32), edPublic: bytes(32), mac: bytes(32), account: accountRow }),
    output: z.object({ accepted: z.literal(true) }),
    changes: houseChanged,
  }),
  endInvite: endpoint({
    method: 'delete', path: '/api/invites/:invite', may: 'members:invite', as: 'app',
    says: 'Takes an invitation back before anybody is let in by it.',
    input: z.object({ invite: recordId }),
    output: done,
    changes: houseChanged,
  }),
  letIn: endpoint({
    method: 'post', path: '/api/members/:member/let-in', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'A manager certifies the new member and seats her in her teams.',
    input: z.object({ member: memberId, certificate: bytes(64), ...rosters, act: signedAct }),
    output: done,
    changes: houseAndHerself,
  }),
  leaveOut: endpoint({
    method: 'post', path: '/api/members/:member/leave', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'A member leaves the house, or some teams: she is refused at once, and each team gets a new epoch without her.',
    input: z.object({ member: memberId, house: z.boolean(), ...rosters, act: signedAct }),
    output: done,
    changes: houseAndHerself,
  }),
  change: endpoint({
    method: 'put', path: '/api/members/:member/work', may: 'accounts:manage', as: 'app', limit: 1_048_576,
    says: 'Changes a member\'s work and teams: seats in lists that now have her, new epochs of teams she leaves; a new certificate where she becomes a coordinator or is one no longer. Teams, and who coordinates, are for coordinators alone.',
    input: z.object({
      member: memberId, roles: z.array(z.enum(roles)).check(z.minLength(1)), certificate: z.nullable(certificateRow),
      joins: z.object(rosters), leaves: z.object(rosters), act: signedAct,
    }),
    output: done,
    changes: houseAndHerself,
  }),
  renewKeys: endpoint({
    method: 'post', path: '/api/members/:member/keys', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'A manager countersigns the new keys of a member who lost hers: every old way in ends, and her teams get new epochs with her in them.',
    input: z.object({ member: memberId, invite: recordId, certificate: certificateRow, ...rosters, act: signedAct }),
    output: done,
    changes: houseAndHerself,
  }),
  lost: endpoint({
    method: 'get', path: '/api/members/:member/lost', may: 'members:let-in', as: 'app',
    says: 'Records a member held herself with keys she lost: how many somebody else holds too, how many of these only those named for a restricted client, how many nobody, and what opens the first fifty that the asker holds.',
    input: z.object({ member: memberId }),
    output: z.object({ shared: z.int(), byNamed: z.int(), alone: z.int(), listed: z.array(z.object({ folder: folderId, listed: day })), keys: z.array(folderKeyRow), holds: z.array(holdRow) }),
  }),
  giveBack: endpoint({
    method: 'post', path: '/api/members/:member/give-back', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'Records that the asker holds too, wrapped to the new keys of a member who lost hers.',
    input: z.object({ member: memberId, holds: z.array(holdRow).check(z.minLength(1), z.maxLength(50)), act: signedAct }),
    output: z.object({ given: z.int() }),
    changes: ({ member }) => [{ kind: 'member', id: member }],
  }),
  beforeLeaving: endpoint({
    method: 'get', path: '/api/members/:member/alone', may: 'members:let-in', as: 'app',
    says: 'How many folders she alone holds: only recovery opens them when she has left. And which openings in danger run through keys she keeps.',
    input: z.object({ member: memberId }),
    output: z.object({ alone: z.int(), openings: z.array(z.object({ askedBy: memberId, until: z.string() })) }),
  }),
  list: endpoint({
    method: 'get', path: '/api/members', may: 'accounts:manage', as: 'app',
    says: 'Accounts with their roles and state.',
    input: z.object({}),
    output: z.object({
      members: z.array(z.object({ id: memberId, name: z.string(), shown: z.string(), roles: z.array(z.enum(roles)), state: z.string(), joinedOn: z.string() })),
    }),
  }),
  suspend: endpoint({
    method: 'post', path: '/api/members/:member/suspend', may: 'accounts:manage', as: 'app',
    says: 'Closes an account at once and ends its sessions, or opens it again; coordinators are told. The last coordinator whose account is open is not closed.',
    input: z.object({ member: memberId, suspended: z.boolean() }),
    output: z.object({ suspended: z.boolean() }),
    changes: houseAndHerself,
  }),
}
