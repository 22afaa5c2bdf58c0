import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, name, text } from '../../shared/fields.ts'
import { lineId, memberId, teamId } from '../../shared/ids.ts'
import { roles } from '../../shared/roles.ts'
import { ledgerKeyRow, memberRow, organisationRow, recoveryRow, seatRow, teamEpochRow } from '../../vault/seal.ts'
import { channel, teamKind } from '../../vocabulary/index.ts'
import { kdf } from '../sessions/contract.ts'

export const line = z.object({ id: lineId, name: name(100), channel: z.enum(channel.codes) })
/** One that was given up is closed: nothing new is taken on it, and what was stays counted. */
const keptLine = z.extend(line, { closed: z.boolean() })
const writing = z.array(z.enum(['sr-Cyrl', 'sr-Latn', 'en']))
export const team = z.object({ id: teamId, kind: z.enum(teamKind.codes), name: name(100) })

/** What the server keeps to let her in and hand back her sealed keys; `authKey`s are stored only as SHA-256. */
export const accountRow = z.object({
  salt: bytes(64), kdf, authKey: bytes(32), userKey: bytes(400),
  recoveryAuthKey: bytes(32), recoveryUserKey: bytes(400), bundle: bytes(65536),
})

export const house = {
  isFounded: endpoint({
    method: 'get', path: '/api/house/founded', may: 'anyone', as: 'app',
    says: 'Whether this house has an organisation in it, and the key it signs its ledger with, which the root certifies at set-up.',
    input: z.object({}),
    output: z.object({ founded: z.boolean(), ledgerPublicKey: bytes(32) }),
  }),
  setUpLink: endpoint({
    method: 'post', path: '/api/house/link', may: 'anyone', as: 'app',
    says: 'Whether a set-up link still holds. Its secret travels in a body, never in an address.',
    input: z.object({ setupSecret: text(200) }),
    output: z.object({ link: z.enum(['holds', 'used', 'old']) }),
  }),
  found: endpoint({
    method: 'post', path: '/api/house', may: 'anyone', as: 'app', limit: 1_048_576,
    says: 'Founds the organisation with the one-time set-up secret: root and recovery keys, lines, teams, first manager.',
    input: z.object({
      setupSecret: bytes(32),
      organisation: z.extend(organisationRow, { name: name(200), languages: writing, recoveryAuthKey: bytes(32) }),
      lines: z.array(line).check(z.minLength(1), z.maxLength(50)),
      teams: z.array(team).check(z.minLength(1), z.maxLength(50)),
      member: z.object({
        id: memberId, name: name(60), shown: name(100), roles: z.array(z.enum(roles)),
        xPublic: bytes(32), edPublic: bytes(32), certificate: bytes(64),
      }),
      ledgerKey: ledgerKeyRow,
      account: accountRow,
      epochs: z.array(teamEpochRow),
      seats: z.array(seatRow),
    }),
    output: z.object({ founded: z.literal(true) }),
  }),
  keys: endpoint({
    method: 'get', path: '/api/house', may: 'member', as: 'app',
    says: 'The house as a member needs it to begin: organisation, lines, teams, directory, rosters, her seats.',
    input: z.object({}),
    output: z.object({
      organisation: z.extend(organisationRow, { name: z.string(), languages: z.array(z.string()) }),
      recoveries: z.array(recoveryRow),
      lines: z.array(keptLine),
      teams: z.array(team),
      members: z.array(z.extend(memberRow, { name: z.string(), roles: z.array(z.enum(roles)) })),
      epochs: z.array(teamEpochRow),
      seats: z.array(seatRow),
      ledgerKey: z.nullable(ledgerKeyRow),
    }),
  }),
  change: endpoint({
    method: 'put', path: '/api/house', may: 'settings:write', as: 'app',
    says: 'Changes the organisation\'s name, its ways of writing, its lines, and what teams are called; all of it or nothing. A line is closed, never taken away. No two teams of one name.',
    input: z.object({
      name: name(200), languages: writing, lines: z.array(keptLine).check(z.minLength(1), z.maxLength(50)),
      teams: z._default(z.array(z.object({ id: teamId, name: name(100) })).check(z.maxLength(50)), []),
    }),
    output: z.object({}),
  }),
}
