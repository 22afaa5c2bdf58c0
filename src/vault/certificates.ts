import { fromBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import { memberContext, renewedContext } from './contexts.ts'
import { readHead } from './named-heads.ts'
import { sha256, verifies, verifyKey } from './primitives.ts'
import type { CertificateRow, MemberRow } from './seal.ts'

/** `keys`: how many times she got new ones. `former`: keys she had before, and up to which length of the ledger they may have signed. */
export type Person = {
  readonly id: string
  readonly edKey: CryptoKey
  readonly xPublic: Bytes
  readonly manager: boolean
  readonly state: MemberRow['state']
  readonly number: number
  readonly keys: number
  readonly former: readonly { readonly edKey: CryptoKey; readonly until: number }[]
  /** Keys with which she signed lists and let people in while she was a manager. */
  readonly managed: readonly CryptoKey[]
}

/** Which root may have given a certificate that no manager did. */
type RootFor = (certificate: CertificateRow) => Promise<CryptoKey | undefined>
type Trusted = { readonly row: CertificateRow; readonly edKey: CryptoKey; readonly context: readonly unknown[] }

/** From her first on. */
export const allOf = (member: MemberRow): readonly CertificateRow[] =>
  [...member.former, member].sort((one, other) => one.number - other.number)

/** What the certificate after this one names: the hash of all that this one says. */
export const hashOfCertificate = (context: readonly unknown[]): Promise<Bytes> => sha256(encode(context))

/**
 * Certificates that lead to the root through managers, of each member from her first on. One after another, because a manager may
 * have been certified anew by somebody whom she herself let in; whoever certifies herself is not believed.
 */
export async function trustCertificates(organisation: string, rootFor: RootFor, said: readonly MemberRow[]): Promise<Map<string, readonly Trusted[]>> {
  const trusted = new Map<string, readonly Trusted[]>()
  for (let grew = true; grew;) {
    grew = false
    for (const member of said) {
      const known = trusted.get(member.id) ?? []
      const next = allOf(member)[known.length]
      const one = next && (await certified(organisation, member.id, next, known.at(-1), await signersOf(next, member.id, rootFor, trusted)).catch(() => undefined))
      if (!one) continue
      trusted.set(member.id, [...known, one])
      grew = true
    }
  }
  return trusted
}

async function signersOf(row: CertificateRow, member: string, rootFor: RootFor, trusted: ReadonlyMap<string, readonly Trusted[]>): Promise<readonly CryptoKey[]> {
  const { by, number } = row
  const root = by === null && number === 0 ? await rootFor(row).catch(() => undefined) : undefined
  if (by === null) return root ? [root] : []
  return by === member ? [] : managedBy(trusted.get(by) ?? [])
}

const managedBy = (chain: readonly Trusted[]) => chain.filter(({ row }) => row.manager).map(({ edKey }) => edKey)

async function certified(organisation: string, member: string, row: CertificateRow, before: Trusted | undefined, signers: readonly CryptoKey[]): Promise<Trusted | undefined> {
  if (!row.sig || !signers.length || !follows(row, before?.row)) return undefined
  const context = await contextOf(organisation, member, row, before?.context)
  const sig = fromBase64url(row.sig)
  for (const signer of signers) {
    if (await verifies(signer, sig, context)) return { row, edKey: await verifyKey(fromBase64url(row.edPublic)), context }
  }
  return undefined
}

/** The next number; new keys are counted, and the same ones stay the same. */
function follows(row: CertificateRow, before: CertificateRow | undefined): boolean {
  if (!before) return row.number === 0 && row.keys === 0
  const sameKeys = row.xPublic === before.xPublic && row.edPublic === before.edPublic
  return row.number === before.number + 1 && (sameKeys ? row.keys === before.keys : row.keys === before.keys + 1)
}

export async function contextOf(organisation: string, member: string, row: Omit<CertificateRow, 'by' | 'sig'>, before: readonly unknown[] | undefined) {
  const [x, ed] = [fromBase64url(row.xPublic), fromBase64url(row.edPublic)]
  if (!before) return memberContext(organisation, member, x, ed, row.manager)
  return renewedContext(organisation, member, x, ed, row.manager, { number: row.number, keys: row.keys, until: row.until, previous: await hashOfCertificate(before) })
}

export function personOf({ id, state }: Pick<MemberRow, 'id' | 'state'>, chain: readonly Trusted[]): Person | undefined {
  const newest = chain.at(-1)
  if (!newest) return undefined
  const xPublic = fromBase64url(newest.row.xPublic)
  const former = chain.flatMap(({ row, edKey }, at) => {
    const after = chain[at + 1]?.row
    return after && after.keys > row.keys ? [{ edKey, until: (after.until && readHead(after.until)?.size) || 0 }] : []
  })
  return { id, edKey: newest.edKey, xPublic, manager: newest.row.manager, state, number: newest.row.number, keys: newest.row.keys, former, managed: managedBy(chain) }
}

/** Signed by her, with the keys she has or had. What names a head of the ledger later than the end of the keys it is signed with is not. */
export async function signedBy({ edKey, former }: Person, sig: Bytes, context: readonly unknown[], head: string | null = null): Promise<boolean> {
  if (await verifies(edKey, sig, context)) return true
  const size = (head && readHead(head)?.size) || 0
  for (const { edKey: old, until } of former) if (await verifies(old, sig, context)) return size <= until
  return false
}

/** Signed by her as a manager: with any key she had while she was one. */
export async function signedByManager(person: Person | undefined, sig: Bytes, context: readonly unknown[]): Promise<boolean> {
  for (const key of person?.managed ?? []) if (await verifies(key, sig, context)) return true
  return false
}
