import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Entry } from '../../ledger/entry.ts'
import type { Head, Look, Remembered } from '../../ledger/witness.ts'
import { StartRefusal } from '../../server/database/refusal.ts'
import { fromBase64url, toBase64url } from '../../shared/bytes.ts'
import type { SignedHead } from '../../shared/signed-head.ts'

type Kept = { readonly format: 'wayout-witness/1'; readonly publicKey: string; readonly root?: string; readonly head: SignedHead; readonly peaks: readonly (readonly [number, number, string])[]; readonly lookedAt: string }

export const sent = ({ size, root, at, sig }: Head): SignedHead => ({ size, root: toBase64url(root), at: at.toISOString(), sig: toBase64url(sig) })
export const received = ({ size, root, at, sig }: SignedHead): Head => ({ size, root: fromBase64url(root), at: new Date(at), sig: fromBase64url(sig) })

/** What a witness keeps on its own machine: the last head, the hash of every entry, and entries themselves where it saw them. */
export function openMemory(folder: string) {
  const place = resolve(folder)
  const [headFile, leafFile, entryFile] = [join(place, 'memory.json'), join(place, 'leaves'), join(place, 'entries.jsonl')]
  mkdirSync(place, { recursive: true, mode: 0o700 })
  let kept = existsSync(headFile) ? (JSON.parse(readFileSync(headFile, 'utf8')) as Kept) : undefined
  const leaves = () => (existsSync(leafFile) ? readFileSync(leafFile) : Buffer.alloc(0))

  return {
    place,
    publicKey: () => kept?.publicKey,
    root: () => kept?.root,
    lookedAt: () => kept?.lookedAt,

    /** Throws when the files do not belong together: such a memory proves nothing. */
    remembered(): Remembered {
      const all = leaves()
      const size = kept?.head.size ?? 0
      if (all.length < size * 32) {
        throw new StartRefusal(`The witness’s memory in ${place} is damaged: it speaks of ${size} entries and has ${Math.floor(all.length / 32)}.`, 'Put it back from a copy, or name another folder with --memory and begin anew.')
      }
      // A look that was interrupted left leaves that its head never came to speak of.
      if (all.length > size * 32) truncateSync(leafFile, size * 32)
      return {
        head: kept && received(kept.head),
        peaks: kept?.peaks.map(([level, at, hash]) => ({ level, place: at, hash: fromBase64url(hash) })) ?? [],
        leafAt: (seq) => new Uint8Array(all.subarray(seq * 32, seq * 32 + 32)),
      }
    },

    /** Only after a look that found nothing. */
    keep({ head, peaks, leaves: seen }: Look, publicKey: string, now: Date, root = kept?.root): void {
      if (!head) return
      const from = kept?.head.size ?? 0
      append(leafFile, Buffer.concat(seen.map(({ now: hash }) => hash ?? Buffer.alloc(32))))
      const lines = seen.flatMap(({ entry }, at) => (entry ? [`${JSON.stringify({ seq: from + at, ...entry, salt: undefined, act: undefined })}\n`] : []))
      if (lines.length) append(entryFile, lines.join(''))
      kept = {
        format: 'wayout-witness/1', publicKey, ...(root !== undefined && { root }), head: sent(head), peaks: peaks.map(({ level, place: at, hash }) => [level, at, toBase64url(hash)] as const),
        lookedAt: now.toISOString(),
      }
      writeWhole(headFile, JSON.stringify(kept))
    },

    /** What an entry said when it was seen; undefined when only its hash was. */
    entry(seq: number): Omit<Entry, 'salt'> | undefined {
      if (!existsSync(entryFile)) return undefined
      const line = readFileSync(entryFile, 'utf8').split('\n').find((one) => one.startsWith(`{"seq":${seq},`))
      if (!line) return undefined
      const entry = JSON.parse(line) as Omit<Entry, 'salt' | 'at'> & { at: string }
      return { ...entry, at: new Date(entry.at) }
    },

    /** Two signed heads that cannot both be true convict whoever signed them: never thrown away. */
    keepEvidence(what: unknown, now: Date): string {
      const file = join(place, `found-${now.toISOString().replaceAll(/[:.]/g, '-')}.json`)
      writeWhole(file, JSON.stringify(what, null, 2))
      return file
    },
  }
}
export type Memory = ReturnType<typeof openMemory>

function append(file: string, what: string | Uint8Array): void {
  const handle = openSync(file, 'a', 0o600)
  appendFileSync(handle, what)
  fsyncSync(handle)
  closeSync(handle)
}

function writeWhole(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeFileSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
}
