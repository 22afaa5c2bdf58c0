import { toBase64url } from '../shared/bytes.ts'
import { newId } from '../shared/new-id.ts'
import { actContext, digestOf } from '../shared/act-context.ts'
import type { SignedAct } from '../shared/signed-act.ts'
import { whyNotSigned } from './folders.ts'
import type { Ring } from './folders.ts'
import { sign } from './primitives.ts'
import type { ActCheck, ActOfEntry, Vault } from './vault.ts'

/** Acts as a member's keys sign and check them. `head`: the last head of the ledger she saw, as documents name it. */
export function acts(ring: () => Ring, head: () => string | null): Pick<Vault, 'signAct' | 'checkActs'> {
  return {
    async signAct(action, about, detail) {
      const { organisation, me, signing } = ring()
      const act: Omit<SignedAct, 'sig'> = { id: newId(), action, about: [...about], digest: digestOf(detail), head: head() }
      return { ...act, sig: toBase64url(await sign(signing, actContext(organisation, me, act))) }
    },
    checkActs: (entries) => Promise.all(entries.map((entry) => check(ring(), entry))),
  }
}

async function check(ring: Ring, { actor, action, act }: ActOfEntry): Promise<ActCheck> {
  if (act.action !== action) return 'another-act'
  const why = await whyNotSigned(ring, actor ?? '', act.sig, actContext(ring.organisation, actor ?? '', act), act.head)
  if (why === undefined) return 'verified'
  return why === 'unknown-author' ? why : 'bad-signature'
}
