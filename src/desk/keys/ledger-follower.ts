import { headContext } from '../../ledger/entry.ts'
import { grewFrom } from '../../ledger/proofs.ts'
import { fromBase64url } from '../../shared/bytes.ts'
import type { SignedHead } from '../../shared/signed-head.ts'
import { readHead } from '../../vault/named-heads.ts'
import { verifies, verifyKey } from '../../vault/primitives.ts'
import type { DocRow } from '../../vault/seal.ts'
import type { LedgerPin } from '../../vault/vault.ts'

export type SaidHead = SignedHead & { readonly publicKey: string; readonly proof: readonly string[] | null }

/** Why a ledger is not the one she knows; `known` is how long hers was. */
export type LedgerTrouble = { readonly why: 'another-key' | 'not-certified' | 'bad-signature' | 'shorter' | 'forked'; readonly known: number; readonly said: number }

/** A document whose author had seen a ledger that is not this one. */
export type StrangeHead = { readonly folder: string; readonly author: string; readonly size: number | null }

type Named = { readonly doc: Pick<DocRow, 'folder' | 'author'>; readonly size: number; readonly root: string }

type Certified = { readonly publicKey: string; readonly number: number }

/** The ledger as this member's devices know it: it only grows, and what others saw of it is the same. */
export function createLedgerFollower(pinned: LedgerPin | undefined, keep: (pin: LedgerPin) => void, certified: () => Certified | undefined = () => undefined) {
  let pin = pinned
  const settled = new Set<string>()
  const named = new Map<string, Named>()
  const strange: StrangeHead[] = []

  const pinTo = (said: SaidHead, begun: number) => {
    const number = certified()?.number ?? pin?.certified
    pin = { publicKey: said.publicKey, begun, size: said.size, root: said.root, ...(number !== undefined && { certified: number }) }
    keep(pin)
  }

  async function isSigned(said: SaidHead): Promise<boolean> {
    const key = await verifyKey(fromBase64url(said.publicKey))
    return verifies(key, fromBase64url(said.sig), headContext(said.size, fromBase64url(said.root), new Date(said.at)))
  }

  async function whyNot(said: SaidHead): Promise<LedgerTrouble['why'] | undefined> {
    const key = certified()
    // A house whose key was certified once has a certified key for ever; a later certificate may name another one.
    if (pin?.certified !== undefined && (key?.number ?? -1) < pin.certified) return 'not-certified'
    if (key && said.publicKey !== key.publicKey) return 'another-key'
    const certifiedAnew = key !== undefined && key.number > (pin?.certified ?? -1) && key.number > 0
    if (pin && said.publicKey !== pin.publicKey && !certifiedAnew) return 'another-key'
    return whyNotGrown(said)
  }

  /** Apart from whose key it is: signed under the one it names, and begun with what she knows. */
  async function whyNotGrown(said: SaidHead): Promise<'bad-signature' | 'shorter' | 'forked' | undefined> {
    if (!(await isSigned(said).catch(() => false))) return 'bad-signature'
    if (!pin) return undefined
    if (said.size < pin.size) return 'shorter'
    const grew = said.proof && grewFrom(pin.size, fromBase64url(pin.root), said.size, fromBase64url(said.root), said.proof.map(fromBase64url))
    return grew ? undefined : 'forked'
  }

  return {
    known: () => pin?.size,
    publicKey: () => pin?.publicKey,

    /** Takes a head in when it is signed and grew from the one she knows; the first one she ever sees is taken as it is. */
    async follow(said: SaidHead | null): Promise<LedgerTrouble | undefined> {
      if (!said) return pin?.size ? { why: 'shorter', known: pin.size, said: 0 } : undefined
      const why = await whyNot(said).catch(() => 'bad-signature' as const)
      if (why) return { why, known: pin?.size ?? 0, said: said.size }
      pinTo(said, pin?.begun ?? 0)
      return undefined
    },

    /** Whether nothing but the key is another: only such a head's key may be certified in the place of the one before. */
    goesOn: async (said: SaidHead): Promise<boolean> => !(await whyNotGrown(said).catch(() => 'forked' as const)),

    /** She knows why the ledger is another one, as after a restore from a backup, and begins from here. */
    async beginFrom(said: SaidHead): Promise<boolean> {
      if (!(await isSigned(said).catch(() => false))) return false
      pinTo(said, (pin?.begun ?? 0) + 1)
      settled.clear()
      strange.length = 0
      return true
    },

    /** Remembers which heads opened documents name. */
    see(docs: readonly DocRow[]): void {
      for (const doc of docs) {
        if (doc.head === null || settled.has(doc.head) || named.has(doc.head)) continue
        const head = readHead(doc.head)
        if (head) named.set(doc.head, { doc, ...head })
        else tellOf(doc.head, { doc, size: null })
      }
    },

    /** Sizes that await a proof, the shortest first. */
    awaiting: (most: number): number[] => [...new Set([...named.values()].map((one) => one.size))].sort((one, other) => one - other).slice(0, most),

    /** Proofs that the ledger she knows begins with those sizes; a size beyond it, or without a proof, is strange. */
    reconcile(sizes: readonly number[], proofs: readonly (readonly string[] | undefined)[]): readonly StrangeHead[] {
      for (const [name, one] of named) {
        const at = sizes.indexOf(one.size)
        if (at < 0 || !pin) continue
        named.delete(name)
        const proof = proofs[at]
        const holds = proof && grewFrom(one.size, fromBase64url(one.root), pin.size, fromBase64url(pin.root), proof.map(fromBase64url))
        if (holds) settled.add(name)
        else tellOf(name, one)
      }
      return [...strange]
    },
  }

  function tellOf(name: string, { doc, size }: { readonly doc: Pick<DocRow, 'folder' | 'author'>; readonly size: number | null }): void {
    settled.add(name)
    strange.push({ folder: doc.folder, author: doc.author, size })
  }
}
