import { folders } from '../../folders/contract.ts'
import { save } from '../../../desk/save-file.ts'
import type { OpenDesk } from '../../../desk/session.tsx'
import { newId } from '../../../shared/ids.ts'
import type { FolderId } from '../../../shared/ids.ts'
import type { SealedFile } from '../contract.ts'

/** Sealed it stays under what one request takes. */
const pieceSize = 768 * 1024

/** Seals a file in pieces and sends them one after another; what comes back goes into a signed document. */
export async function sendFile(desk: OpenDesk, folder: FolderId, file: File, progress: (share: number) => void): Promise<Pick<SealedFile, 'id' | 'gen' | 'pieces'>> {
  const id = newId() as string
  const cut: Uint8Array[] = []
  for (let at = 0; at < file.size; at += pieceSize) cut.push(new Uint8Array(await file.slice(at, at + pieceSize).arrayBuffer()))
  const sealed = await desk.keys.sealFile(folder, id, cut)
  for (const [n, { bytes }] of sealed.pieces.entries()) {
    await desk.call(folders.writePiece, { folder, file: id, n, bytes })
    progress((n + 1) / sealed.pieces.length)
  }
  return { id, gen: sealed.gen, pieces: sealed.pieces.map((one) => one.hash) }
}

/** Fetches, checks and opens all pieces, and hands the file to the browser under a quiet name. It is never shown in the page. */
export async function fetchFile(desk: OpenDesk, folder: FolderId, file: SealedFile, quietName: string): Promise<void> {
  const pieces: string[] = []
  for (const n of file.pieces.keys()) pieces.push((await desk.call(folders.readPiece, { folder, file: file.id, n })).bytes)
  const opened = await desk.keys.openFile({ folder, file: file.id, gen: file.gen, hashes: file.pieces }, pieces)
  const ending = /\.(pdf|docx|odt)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'bin'
  save(new Blob(opened as BlobPart[], { type: 'application/octet-stream' }), `${quietName}.${ending}`)
}
