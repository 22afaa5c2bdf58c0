import { witness } from '../../features/witness/contract.ts'
import { fromBase64url } from '../../shared/bytes.ts'
import type { Call } from '../../shared/call.ts'
import { isCertified } from '../../vault/ledger-key.ts'
import { trustRecovery } from '../../vault/recovery-chain.ts'
import { trustMembers } from '../../vault/trust.ts'

/** The organisation's id and its root's public key, as the ledger page shows them: `ID.KEY`. */
export function readRoot(text: string): { readonly organisation: string; readonly rootPublic: string } | undefined {
  const [, organisation, rootPublic] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(text) ?? []
  return organisation && rootPublic && fromBase64url(rootPublic).length === 32 ? { organisation, rootPublic } : undefined
}

/** The key of the ledger that this root leads to, itself or through coordinators; undefined when the program shows none. */
export async function keyFromRoot(call: Call, token: string, root: { readonly organisation: string; readonly rootPublic: string }): Promise<string | undefined> {
  const { organisation, recoveries, ledgerKey, members } = await call(witness.key, { token })
  if (!ledgerKey) return undefined
  try {
    const recovery = await trustRecovery(organisation, recoveries, root)
    const { people } = await trustMembers(root, recovery, members)
    return (await isCertified(root.organisation, recovery.roots[0]?.key, people, ledgerKey)) ? ledgerKey.publicKey : undefined
  } catch {
    return undefined
  }
}
