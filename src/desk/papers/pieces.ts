import { folders } from '../../features/folders/contract.ts'
import type { SealedFile } from '../../features/folders/contract.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { Problem } from '../../shared/problem.ts'
import { save } from '../save-file.ts'
import type { OpenDesk } from '../session.tsx'
import { endingOf } from './kinds.ts'

/** Sealed and written as text it stays under the 1 MiB that a proxy lets through untold (nginx does). */
const pieceSize = 720 * 1024
type Way = { readonly progress: (share: number) => void; readonly stopped: () => boolean }

/**
 * Seals a file piece by piece and sends each before the next is read; what comes back goes into a signed document, for which it is kept
 * (`keepFile`) first. Undefined: stopped. What was sent of a file that did not come through goes again.
 */
export async function sendFile(desk: OpenDesk, folder: FolderId, file: Blob, { progress, stopped }: Way): Promise<Pick<SealedFile, 'id' | 'gen' | 'pieces'> | undefined> {
  const id = newId() as string
  const of = Math.ceil(file.size / pieceSize)
  const pieces: string[] = []
  let gen: number | undefined
  try {
    while (pieces.length < of && !stopped()) {
      const n = pieces.length
      const bytes = new Uint8Array(await file.slice(n * pieceSize, (n + 1) * pieceSize).arrayBuffer())
      const sealed = await desk.keys.sealFile(folder, id, [bytes], { from: n, of, ...(gen !== undefined && { gen }) })
      const [piece] = sealed.pieces
      if (!piece || stopped()) break
      await desk.call(folders.writePiece, { folder, file: id, n, bytes: piece.bytes, unnamed: true })
      gen = sealed.gen
      pieces.push(piece.hash)
      progress(pieces.length / of)
    }
    if (gen !== undefined && pieces.length === of && !stopped()) return { id, gen, pieces }
    return undefined
  } finally {
    if (pieces.length > 0 && (pieces.length < of || stopped())) void letFileGo(desk, folder, id, true)
  }
}

/** Nothing of hers waits for it: what could not be told now is told by the day that a file which nothing keeps has. */
export async function letFileGo(desk: OpenDesk, folder: FolderId, file: string, stopped: boolean): Promise<void> {
  await desk.call(folders.letFileGo, { folder, file, stopped }).catch(() => undefined)
}

/** A document that is about to name it holds its pieces; false where they are gone. */
export async function keepFile(desk: OpenDesk, folder: FolderId, file: string): Promise<boolean> {
  return desk.call(folders.keepFile, { folder, file }).then(() => true, (problem: unknown) => {
    if (problem instanceof Problem && problem.kind === 'not-found') return false
    throw problem
  })
}

/** Fetches, checks and opens all pieces, and hands the file to the browser under a quiet name. It is never shown in the page. */
export async function fetchFile(desk: OpenDesk, folder: FolderId, file: SealedFile, quietName: string, { progress, stopped }: Way): Promise<void> {
  const pieces: string[] = []
  for (const n of file.pieces.keys()) {
    pieces.push((await desk.call(folders.readPiece, { folder, file: file.id, n })).bytes)
    if (stopped()) return
    progress((n + 1) / file.pieces.length)
  }
  const opened = await desk.keys.openFile({ folder, file: file.id, gen: file.gen, hashes: file.pieces }, pieces)
  save(new Blob(opened as BlobPart[], { type: 'application/octet-stream' }), `${quietName}.${endingOf(file.name) ?? 'bin'}`)
}

/** Writes over what is known; where somebody saved meanwhile, once more over what stands there then: a file that took minutes to send is not sent again. */
export async function overTheNewest<T>(known: T, again: () => Promise<T | undefined>, write: (one: T) => Promise<unknown>): Promise<void> {
  try {
    await write(known)
  } catch (problem) {
    const newest = problem instanceof Problem && problem.kind === 'changed-meanwhile' ? await again() : undefined
    if (newest === undefined) throw problem
    await write(newest)
  }
}
