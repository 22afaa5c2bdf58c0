import { newId } from '../../shared/ids.ts'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import type { Vault } from '../../vault/vault.ts'

type Asked = { readonly client: ClientId; readonly box: FolderId; readonly hours: number; readonly reason: string }

/** What a coordinator sends to ask for an opening: signed, its reason sealed for coordination and the named. */
export async function composeAsking(vault: Pick<Vault, 'sealDoc' | 'signAsk'>, { client, box, hours, reason }: Asked) {
  const id = newId<'record'>()
  const doc = await vault.sealDoc({ folder: box, id: newId(), version: 1, schema: 'glass-reason/1' }, { request: id, reason })
  return { id, client, box, hours, sig: await vault.signAsk({ id, client, box, hours }), reason: doc }
}

