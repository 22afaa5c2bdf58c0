import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, day, done } from '../../shared/fields.ts'
import { clientId, folderId, memberId, teamId } from '../../shared/ids.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { docRow, folderKeyRow, holdRow, newFolder, renewal } from '../../vault/seal.ts'
import { servedFolder } from '../clients/contract.ts'

/** Sealed, held by coordination and the named: the few words by which a coordinator knows whom it is about, should it come to that. */
export const labelWords = z.object({ label: z.string(), named: z.array(z.string()) })

/** `ended`: openings in danger, or requests for one, that ended with it. */
const ends = z.extend(done, { ended: z.int() })
const changed = (client: string, ended: number) => [{ kind: 'restricted', id: client } as const, ...(ended ? [{ kind: 'glass' } as const] : [])]

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
      /** Accounts beside another restricted client: those named for her hold them too. */
      beside: z.array(z.object({ folder: folderId, alsoNamed: z.array(memberId) })),
      /** The words that coordinators see, as far as the asker holds them. */
      label: servedFolder,
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow) }),
      /** Folders of hers that only others hold, by who does. */
      elsewhere: z.array(z.object({ holder: z.uuid(), folders: z.int() })),
    }),
  }),
  restrict: endpoint({
    method: 'post', path: '/api/clients/:client/restriction', may: 'clients:write', as: 'app', limit: 8_388_608,
    says: 'Restricts a client to named people, or changes who they are: a new key for every folder of hers, which nobody else gets. What was open in danger ends with it. For case managers, coordinators and the named.',
    input: z.object({
      client: clientId, fromVersion: z.int(), named: z.array(memberId).check(z.minLength(1), z.maxLength(20)), since: day, sig: bytes(64),
      box: newFolder, label: docRow, keys: z.array(renewal).check(z.minLength(1), z.maxLength(2000)), act: signedAct,
    }),
    output: ends,
    changes: ({ client }, { ended }) => changed(client, ended),
  }),
  widen: endpoint({
    method: 'post', path: '/api/clients/:client/widen', may: 'clients:write', as: 'app', limit: 4_194_304,
    says: 'Gives a restricted client back to the teams, by one of the named; what was open in danger ends with it. `linked`: holds that go again when the contact is unlinked.',
    input: z.object({ client: clientId, base: z.array(holdRow).check(z.maxLength(4000)), linked: z.array(holdRow).check(z.maxLength(2000)), act: signedAct }),
    output: ends,
    changes: ({ client }, { ended }) => changed(client, ended),
  }),
}
