import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done, name } from '../../shared/fields.ts'
import { memberId, recordId, teamId } from '../../shared/ids.ts'
import { roles } from '../../shared/roles.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { seatRow, teamEpochRow } from '../../vault/seal.ts'
import { accountRow } from '../house/contract.ts'

const invite = z.object({
  id: recordId, name: name(60), shown: name(100), roles: z.array(z.enum(roles)).check(z.minLength(1)),
  teams: z.array(teamId), sealed: bytes(400), sealedFor: teamId, epoch: z.int(),
})

export const members = {
  invite: endpoint({
    method: 'post', path: '/api/invites', may: 'members:invite', as: 'app',
    says: 'Keeps an invite; its secret stays on the printed link and, sealed, with the managers.',
    input: invite,
    output: done,
  }),
  waiting: endpoint({
    method: 'get', path: '/api/invites', may: 'members:let-in', as: 'app',
    says: 'Invites that are open or answered, for the managers.',
    input: z.object({}),
    output: z.object({
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
    output: z.object({ name: z.string(), shown: z.string(), roles: z.array(z.enum(roles)), accepted: z.boolean() }),
  }),
  accept: endpoint({
    method: 'post', path: '/api/invites/:invite/accept', may: 'anyone', as: 'app', limit: 131_072,
    says: 'A new member hands in her public keys, authenticated by the secret of her invite, and her sealed account.',
    input: z.object({ invite: recordId, member: memberId, xPublic: bytes(32), edPublic: bytes(32), mac: bytes(32), account: accountRow }),
    output: z.object({ accepted: z.literal(true) }),
  }),
  letIn: endpoint({
    method: 'post', path: '/api/members/:member/let-in', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'A manager certifies the new member and seats her in her teams.',
    input: z.object({ member: memberId, certificate: bytes(64), epochs: z.array(teamEpochRow), seats: z.array(seatRow), act: signedAct }),
    output: done,
  }),
  leaveOut: endpoint({
    method: 'post', path: '/api/members/:member/leave', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'A member leaves the house, or some teams: she is refused at once, and each team gets a new epoch without her.',
    input: z.object({ member: memberId, house: z.boolean(), epochs: z.array(teamEpochRow), seats: z.array(seatRow), act: signedAct }),
    output: done,
  }),
  beforeLeaving: endpoint({
    method: 'get', path: '/api/members/:member/alone', may: 'members:let-in', as: 'app',
    says: 'How many folders she alone holds: only recovery opens them when she has left.',
    input: z.object({ member: memberId }),
    output: z.object({ alone: z.int() }),
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
    says: 'Closes an account at once and ends its sessions, or opens it again.',
    input: z.object({ member: memberId, suspended: z.boolean() }),
    output: z.object({ suspended: z.boolean() }),
    changes: ({ member }) => [{ kind: 'member', id: member }],
  }),
}
