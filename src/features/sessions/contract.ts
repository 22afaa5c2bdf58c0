import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, name, text } from '../../shared/fields.ts'
import { memberId } from '../../shared/ids.ts'
import { roles } from '../../shared/roles.ts'

export const kdf = z.object({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() })

/** The session is null for one who waits to be let in. */
export const signedIn = z.object({
  member: memberId, session: z.nullable(z.uuid()), state: z.enum(['active', 'waiting']), userKey: bytes(400), bundle: bytes(65536),
  bundleVersion: z.int(), endsAt: z.string(),
})

/** What she calls a browser of hers; sealed for herself alone. */
export const sessionWords = z.object({ name: text(60) })
/** Where the label of a session belongs, so that it is no other's. */
export const labelOf = (session: string) => `session ${session}`
const label = z.nullable(bytes(1024))

/** She is on her other desks' lists no longer, and perhaps on nobody's strip. */
const sessionEnded = (_input: unknown, _said: unknown, by: string | null) => [{ kind: 'member', id: by ?? '' }, { kind: 'presence' }] as const

export const sessions = {
  saltFor: endpoint({
    method: 'post', path: '/api/sessions/salt', may: 'anyone', as: 'app',
    says: 'What the client derives her keys with. An unknown name gets a salt that looks like any other.',
    input: z.object({ name: name(60) }),
    output: z.object({ salt: bytes(64), kdf }),
  }),
  signIn: endpoint({
    method: 'post', path: '/api/sessions', may: 'anyone', as: 'app',
    says: 'Starts a session by the authentication key of a passphrase (and six digits, where she set that up) or a recovery code; answers the sealed user key and bundle.',
    input: z.object({ name: name(60), authKey: bytes(32), by: z.enum(['passphrase', 'recovery']), code: z.optional(z.string().check(z.regex(/^\d{6}$/))) }),
    output: signedIn,
    changes: (_input, { member }) => [{ kind: 'member', id: member }],
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
    changes: sessionEnded,
  }),
  mine: endpoint({
    method: 'get', path: '/api/sessions', may: 'member', as: 'app',
    says: 'Where she is signed in: every session of hers that has not ended.',
    input: z.object({}),
    output: z.object({
      sessions: z.array(z.object({ id: z.uuid(), label, startedAt: z.string(), endsAt: z.string(), here: z.boolean() })),
    }),
  }),
  label: endpoint({
    method: 'put', path: '/api/sessions/:session/label', may: 'member', as: 'app',
    says: 'What she calls the browser of this session, sealed for herself.',
    input: z.object({ session: z.uuid(), label }),
    output: z.object({}),
  }),
  end: endpoint({
    method: 'delete', path: '/api/sessions/:session', may: 'member', as: 'app',
    says: 'Ends a session of hers; its next request is refused.',
    input: z.object({ session: z.uuid() }),
    output: z.object({}),
    changes: sessionEnded,
  }),
  endOthers: endpoint({
    method: 'post', path: '/api/sessions/end-others', may: 'member', as: 'app',
    says: 'Ends every session of hers but this one.',
    input: z.object({}),
    output: z.object({ ended: z.int() }),
    changes: sessionEnded,
  }),
  bundle: endpoint({
    method: 'get', path: '/api/sessions/bundle', may: 'member', as: 'app',
    says: 'Her sealed bundle and its version, to change it on top of what another device kept.',
    input: z.object({}),
    output: z.object({ bundle: bytes(65536), bundleVersion: z.int() }),
  }),
  keepBundle: endpoint({
    method: 'put', path: '/api/sessions/bundle', may: 'member', as: 'app',
    says: 'Replaces the sealed bundle (private keys and pins), if nobody did so meanwhile.',
    input: z.object({ bundle: bytes(65536), fromVersion: z.int() }),
    output: z.object({ bundleVersion: z.int() }),
  }),
}
