import { fromBase64url, sameBytes, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import { recoveryBeforeContext, recoveryProofContext, recoveryStatementContext } from './contexts.ts'
import { recipientKey } from './hpke.ts'
import { aesKey, derive, openBytes, randomBytes, sealBytes, sha256, sign } from './primitives.ts'
import { foundingHash } from './recovery-chain.ts'
import type { RecoveryStatement, TrustedRecovery } from './recovery-chain.ts'
import { proofKey, rootOf } from './root.ts'
import type { Root } from './root.ts'
import type { RecoveryRow, RecoveryScheme } from './seal.ts'
import { readPaper, seedFrom, shareHash, splitSeed, wordsOf, writeShare } from './shares.ts'
import type { Paper } from './shares.ts'
import { VaultRefusal } from './vault.ts'
import { writeCode } from './codes.ts'

/** Shown to the program by whoever has the papers; it keeps a hash. `sheets`: so that it can name one that does not belong. */
export type RecoveryProof = { readonly authKey: string; readonly sig: string; readonly sheets: { number: number; hash: string }[] }

/** The papers, put together. Nothing of it outlives the page on which they were typed. */
export type PapersInHand = { readonly root: Root; readonly seed: Bytes; readonly proof: RecoveryProof }

/** Of one generation: what certifies, and what opens that was sealed to it. */
type Opens = { readonly generation: number; readonly signing: CryptoKey; readonly receiving: CryptoKey }

/** What these papers open: their own generation first, and every one before. */
export type Recovery = { readonly chain: TrustedRecovery; readonly opens: readonly Opens[]; readonly papers: PapersInHand }

/** Throws VaultRefusal: 'mistyped', and what `seedFrom` throws. */
export async function takePapers(texts: readonly string[]): Promise<PapersInHand> {
  const papers = await Promise.all(texts.map(readPaper))
  const seed = await seedFrom(papers)
  const root = await rootOf(seed)
  return { root, seed, proof: { ...(await proofOf(seed, root)), sheets: await sheetsIn(papers) } }
}

async function proofOf(seed: Bytes, root: Root) {
  const authKey = await proofKey(seed)
  const sig = await sign(root.signing, recoveryProofContext(await sha256(authKey)))
  return { authKey: toBase64url(authKey), sig: toBase64url(sig) }
}

const sheetsIn = (papers: readonly Paper[]) =>
  Promise.all(papers.flatMap((paper) => (paper.kind === 'share' ? [shareHash(paper).then((hash) => ({ number: paper.number, hash: toBase64url(hash) }))] : [])))

/** Down from the papers of today to the founding sheet. Throws VaultRefusal 'superseded-papers' or 'another-root'. */
export async function openRecovery(papers: PapersInHand, chain: TrustedRecovery, rows: readonly RecoveryRow[], organisation: string): Promise<Recovery> {
  const at = chain.roots.findIndex(({ rootPublic }) => sameBytes(rootPublic, papers.root.rootPublic))
  if (at < 0) throw new VaultRefusal('another-root')
  if (at < chain.generation) throw new VaultRefusal('superseded-papers')
  const opens: Opens[] = []
  let seed = papers.seed
  for (let generation = at; generation >= 0; generation--) {
    const root = await rootOf(seed)
    if (!sameBytes(root.rootPublic, chain.roots[generation]?.rootPublic ?? new Uint8Array())) throw new VaultRefusal('recovery-not-signed')
    opens.push({ generation, signing: root.signing, receiving: await recipientKey(root.recoverySecret) })
    const row = rows.find((one) => one.generation === generation)
    if (row) seed = await openBytes(await keyForBefore(seed), fromBase64url(row.prev), recoveryBeforeContext(organisation, generation))
  }
  return { chain, opens, papers }
}

const keyForBefore = async (seed: Bytes) => aesKey(await derive(seed, 'wayout/recovery/before'))

/** One printed sheet: its number, its code, and words to tell it by. */
export type PrintedSheet = { readonly number: number; readonly code: string; readonly words: string }

/** Papers that are drawn and not yet in force: they are, once every one was typed back. */
export type DrawnPapers = {
  readonly scheme: RecoveryScheme
  readonly seed: Bytes
  readonly root: Root
  readonly sheets: readonly PrintedSheet[]
  readonly hashes: readonly Bytes[]
}

export async function drawPapers(scheme: RecoveryScheme): Promise<DrawnPapers> {
  const seed = randomBytes(32)
  const root = await rootOf(seed)
  if (scheme === 'sheet') return { scheme, seed, root, hashes: [], sheets: [{ number: 1, code: writeCode(seed), words: await wordsOf({ number: 1, point: await sha256(seed) }) }] }
  const shares = await splitSeed(seed, scheme, root.recoveryPublic)
  return {
    scheme, seed, root, hashes: await Promise.all(shares.map(shareHash)),
    sheets: await Promise.all(shares.map(async (share) => ({ number: share.number, code: await writeShare(share), words: await wordsOf(share) }))),
  }
}

type Lead = { readonly id: string; readonly organisation: string; readonly signing: CryptoKey }

/**
 * The next generation: a new root and a new recovery key, signed by the root before, by itself and by the manager who leads.
 * The seed before is sealed under the new one, so that the new papers open everything and the old ones nothing that follows.
 */
export async function succeed(by: Lead, recovery: Recovery, before: RecoveryRow | undefined, drawn: DrawnPapers, certified: RecoveryStatement['certified']) {
  const generation = recovery.chain.generation + 1
  const last = recovery.chain.roots[generation - 1] ?? refusal()
  const prev = await sealBytes(await keyForBefore(drawn.seed), recovery.papers.seed, recoveryBeforeContext(by.organisation, generation))
  const statement = encode({
    generation, rootPublic: drawn.root.rootPublic, recoveryPublic: drawn.root.recoveryPublic, scheme: drawn.scheme, shares: drawn.hashes, certified,
    before: before ? await sha256(fromBase64url(before.statement)) : await foundingHash(by.organisation, last), prev: await sha256(prev),
  } satisfies RecoveryStatement)
  const context = recoveryStatementContext(by.organisation, statement)
  const [sigBefore, sigOwn, sigBy] = await Promise.all([recovery.papers.root.signing, drawn.root.signing, by.signing].map((key) => sign(key, context)))
  const text = (bytes: Bytes | undefined) => toBase64url(bytes ?? new Uint8Array())
  return {
    row: { generation, statement: text(statement), prev: text(prev), by: by.id as RecoveryRow['by'], sigBefore: text(sigBefore), sigOwn: text(sigOwn), sigBy: text(sigBy) } satisfies RecoveryRow,
    authKey: (await proofOf(drawn.seed, drawn.root)).authKey,
  }
}

function refusal(): never {
  throw new VaultRefusal('recovery-not-signed')
}
