import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, name } from '../../shared/fields.ts'
import { memberId } from '../../shared/ids.ts'
import { roles } from '../../shared/roles.ts'

export const kdf = z.object({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() })

export const sessions = {
  saltFor: endpoint({
    method: 'post', path: '/api/sessions/salt', may: 'anyone', as: 'app',
    says: 'What the client derives her keys with. An unknown name gets a salt that looks like any other.',
    input: z.object({ name: name(60) }),
    output: z.object({ salt: bytes(64), kdf }),
  }),
  signIn: endpoint({
    method: 'post', path: '/api/sessions', may: 'anyone', as: 'app',
    says: 'Starts a session by the authentication key of a passphrase or a recovery code; answers the sealed user key and bundle.',
    input: z.object({ name: name(60), authKey: bytes(32), by: z.enum(['passphrase', 'recovery']) }),
    output: z.object({
      member: memberId, state: z.enum(['active', 'waiting']), userKey: bytes(400), bundle: bytes(65536),
      bundleVersion: z.int(), endsAt: z.string(),
    }),
  }),
  whoAmI: endpoint({
    method: 'get', path: '/api/sessions/mine', may: 'member', as: 'app',
    says: 'Whose session this is and until when.',
    input: z.object({}),
    output: z.object({ member: memberId, roles: z.array(z.enum(roles)), endsAt: z.string() }),
  }),
  signOut: endpoint({
    method: 'delete', path: '/api/sessions/mine', may: 'member', as: 'app',
    says: 'Ends this session.',
    input: z.object({}),
    output: z.object({}),
  }),
  keepBundle: endpoint({
    method: 'put', path: '/api/sessions/bundle', may: 'member', as: 'app',
    says: 'Replaces the sealed bundle (private keys and pins), if nobody did so meanwhile.',
    input: z.object({ bundle: bytes(65536), fromVersion: z.int() }),
    output: z.object({ bundleVersion: z.int() }),
  }),
}
