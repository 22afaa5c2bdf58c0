import { folders } from '../../features/folders/contract.ts'
import type { SealedFile } from '../../features/folders/contract.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { Problem } from '../../shared/problem.ts'
import { save } from '../save-file.ts'
import type { OpenDesk } from '../session.tsx'
import { endingOf } from './kinds.ts'

/** Sealed it stays under what one request takes. */
const pieceSize = 768 * 1024
type Way = { readonly progress: (share: number) => void; readonly stopped: () => boolean }

/** Seals a file in pieces and sends them one after another; what comes back goes into a signed document. Undefined: stopped, and no document will name what was sent. */
export async function sendFile(desk: OpenDesk, folder: FolderId, file: Blob, { progress, stopped }: Way): Promise<Pick<SealedFile, 'id' | 'gen' | 'pieces'> | undefined> {
  const id = newId() as string
  const cut: Uint8Array[] = []
  for (let at = 0; at < file.size; at += pieceSize) cut.push(new Uint8Array(await file.slice(at, at + pieceSize).arrayBuffer()))
  const sealed = await desk.keys.sealFile(folder, id, cut)
  for (const [n, { bytes }] of sealed.pieces.entries()) {
    if (stopped()) return undefined
    await desk.call(folders.writePiece, { folder, file: id, n, bytes })
    progress((n + 1) / sealed.pieces.length)
  }
  return stopped() ? undefined : { id, gen: sealed.gen, pieces: sealed.pieces.map((one) => one.hash) }
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
