import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done } from '../../shared/fields.ts'
import { kdf } from '../sessions/contract.ts'

/** She shows anew that it is she, before anything changes how one gets in. */
export const proof = z.object({ authKey: bytes(32), by: z.enum(['passphrase', 'recovery']) })

export const accounts = {
  changePassphrase: endpoint({
    method: 'put', path: '/api/account/passphrase', may: 'member', as: 'app',
    says: 'A new passphrase: its salt and proof, and her user key wrapped under it. Ends her other sessions if she wishes.',
    input: z.object({ proof, salt: bytes(64), kdf, authKey: bytes(32), userKey: bytes(400), endOthers: z.boolean() }),
    output: done,
    changes: (_input, _said, by) => [{ kind: 'member', id: by }],
  }),
  changeRecoveryCode: endpoint({
    method: 'put', path: '/api/account/recovery-code', may: 'member', as: 'app',
    says: 'A new recovery code; the one before is void from now on.',
    input: z.object({ proof, recoveryAuthKey: bytes(32), recoveryUserKey: bytes(400) }),
    output: done,
    changes: (_input, _said, by) => [{ kind: 'member', id: by }],
  }),
}
