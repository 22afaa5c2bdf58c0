import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, day, done } from '../../shared/fields.ts'
import { clientId, folderId, memberId, teamId } from '../../shared/ids.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { docRow, folderKeyRow, holdRow, newFolder, renewal } from '../../vault/seal.ts'

/** Sealed, held by coordination and the named: the few words by which a coordinator knows whom it is about, should it come to that. */
export const labelWords = z.object({ label: z.string(), named: z.array(z.string()) })

const hers = z.object({
  folder: folderId, kind: z.string(), listed: day,
  /** Of a contact: the team that took it, and whether it is about somebody else too. */
  team: z.nullable(teamId), others: z.boolean(),
  /** Those named for other restricted clients whom it concerns. */
  alsoNamed: z.array(memberId),
})

export const restrictions = {
  of: endpoint({
    method: 'get', path: '/api/clients/:client/restriction', may: 'clients:find', as: 'app',
    says: 'To whom a client is restricted, and all of her folders that the asker holds, with what a new key for them needs.',
    input: z.object({ client: clientId }),
    output: z.object({
      /** 0: she is not restricted. */
      version: z.int(), named: z.nullable(z.array(memberId)), since: z.nullable(day), box: z.nullable(folderId),
      /** Coordinators who have halves. */
      keepers: z.array(memberId),
      folders: z.array(hers),
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow) }),
      /** Folders of hers that only others hold, by who does. */
      elsewhere: z.array(z.object({ holder: z.uuid(), folders: z.int() })),
    }),
  }),
  restrict: endpoint({
    method: 'post', path: '/api/clients/:client/restriction', may: 'clients:write', as: 'app', limit: 8_388_608,
    says: 'Restricts a client to named people, or changes who they are: a new key for every folder of hers, which nobody else gets. For case managers, coordinators and the named.',
    input: z.object({
      client: clientId, fromVersion: z.int(), named: z.array(memberId).check(z.minLength(1), z.maxLength(20)), since: day, sig: bytes(64),
      box: newFolder, label: docRow, keys: z.array(renewal).check(z.minLength(1), z.maxLength(2000)), act: signedAct,
    }),
    output: done,
    changes: ({ client }) => [{ kind: 'restricted', id: client }],
  }),
  widen: endpoint({
    method: 'post', path: '/api/clients/:client/widen', may: 'clients:write', as: 'app', limit: 4_194_304,
    says: 'Gives a restricted client back to the teams, by one of the named. `linked`: holds that go again when the contact is unlinked.',
    input: z.object({ client: clientId, base: z.array(holdRow).check(z.maxLength(4000)), linked: z.array(holdRow).check(z.maxLength(2000)), act: signedAct }),
    output: done,
    changes: ({ client }) => [{ kind: 'restricted', id: client }],
  }),
}
