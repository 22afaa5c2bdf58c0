import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done, name } from '../../shared/fields.ts'
import { memberId, teamId } from '../../shared/ids.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { folderKeyRow, folderKind, holdRow, memberRow, organisationRow, recoveryRow, seatRow, teamEpochRow } from '../../vault/seal.ts'
import { teamKind } from '../../vocabulary/index.ts'
import { accountRow } from '../house/contract.ts'

/** Shown by whoever has the papers. `sheets`: hashes of several, so that one that does not belong can be named. */
export const papers = z.object({
  authKey: bytes(32), sig: bytes(64),
  sheets: z.array(z.object({ number: z.int().check(z.minimum(1), z.maximum(5)), hash: bytes(32) })).check(z.maxLength(5)),
})
/** Who keeps which sheet, by its number: sealed for coordination. */
export const keeperWords = z.object({ names: z.array(z.string()) })
export type KeeperWords = z.output<typeof keeperWords>
const keptBy = z.object({ keepers: bytes(16_384), sealedFor: teamId, epoch: z.int() })
const alone = z.object({ holder: memberId, kind: folderKind, folders: z.int() })
/** So many folders are opened and given at once. */
export const foldersAtOnce = 100

/** Coordinators are told, and who works here or where the keys lead has changed: desks learn it anew. */
const houseChanged = () => [{ kind: 'house' }] as const

export const recovery = {
  papers: endpoint({
    method: 'get', path: '/api/recovery', may: 'members:let-in', as: 'app',
    says: 'Which papers are in force since when, who keeps them (sealed), and how many folders somebody who is gone held alone.',
    input: z.object({}),
    output: z.object({
      since: z.nullable(z.object({ generation: z.int(), by: memberId, madeOn: z.string(), kept: keptBy })),
      alone: z.array(alone),
    }),
  }),
  open: endpoint({
    method: 'post', path: '/api/recovery/open', may: 'anyone', as: 'app',
    says: 'Gives whoever has the recovery papers the house and what is sealed to recovery. Every coordinator is told.',
    input: z.object({ papers }),
    output: z.object({
      organisation: z.extend(organisationRow, { name: z.string() }), recoveries: z.array(recoveryRow),
      teams: z.array(z.object({ id: teamId, kind: z.enum(teamKind.codes), name: z.string() })),
      members: z.array(z.extend(memberRow, { name: z.string() })), epochs: z.array(teamEpochRow), seats: z.array(seatRow),
    }),
    changes: houseChanged,
  }),
  enter: endpoint({
    method: 'post', path: '/api/recovery/enter', may: 'anyone', as: 'app', limit: 1_048_576,
    says: 'Lets a manager in whom the root on the papers certifies, with a place in every team they open.',
    input: z.object({
      papers, member: z.object({ id: memberId, name: name(60), shown: name(100), xPublic: bytes(32), edPublic: bytes(32), certificate: bytes(64) }),
      account: accountRow, epochs: z.array(teamEpochRow), seats: z.array(seatRow),
    }),
    output: done,
    changes: houseChanged,
  }),
  seat: endpoint({
    method: 'post', path: '/api/recovery/teams', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'Gives teams that nobody could open new keys and new places, by the papers.',
    input: z.object({ papers, epochs: z.array(teamEpochRow).check(z.minLength(1), z.maxLength(50)), seats: z.array(seatRow), act: signedAct }),
    output: done,
    changes: houseChanged,
  }),
  folders: endpoint({
    method: 'post', path: '/api/recovery/folders', may: 'members:let-in', as: 'app',
    says: 'Keys of folders that somebody who is gone held alone, as they are sealed to recovery: a hundred at most.',
    input: z.object({ papers, holder: memberId, kind: folderKind }),
    output: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow) }),
  }),
  give: endpoint({
    method: 'post', path: '/api/recovery/folders/give', may: 'members:let-in', as: 'app', limit: 1_048_576,
    says: 'Gives those folders to teams.',
    input: z.object({ papers, holder: memberId, holds: z.array(holdRow).check(z.minLength(1), z.maxLength(foldersAtOnce)), act: signedAct }),
    output: done,
    changes: houseChanged,
  }),
  replace: endpoint({
    method: 'post', path: '/api/recovery', may: 'members:let-in', as: 'app', limit: 2_097_152,
    says: 'Puts new papers in the place of these: the signed step, and new keys for every team.',
    input: z.object({ papers, row: recoveryRow, authKey: bytes(32), kept: keptBy, epochs: z.array(teamEpochRow), seats: z.array(seatRow), act: signedAct }),
    output: done,
    changes: houseChanged,
  }),
}
