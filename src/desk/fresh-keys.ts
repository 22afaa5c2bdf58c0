import { folders } from '../features/folders/contract.ts'
import type { Call } from '../shared/call.ts'
import type { FolderId, MemberId } from '../shared/ids.ts'
import type { Keys } from './keys/keys.ts'

type Around = { readonly call: Call; readonly knownEpoch: (holder: string) => number; readonly relearn: () => Promise<unknown>; readonly made: Set<string> }

/**
 * The key worker as screens use it: before anything is written into a folder or shared from it, the program is asked who
 * holds it now, so that a key somebody took along is never written under. Folders made here and not yet saved are nobody else's.
 */
export function freshKeys(keys: Keys, { call, knownEpoch, relearn, made }: Around): Keys {
  /** Undefined of a folder that was made here; else to whom it is restricted, if it is. */
  async function learnHolders(folder: string): Promise<readonly MemberId[] | null> {
    if (made.has(folder)) return null
    const current = await call(folders.keys, { folder: folder as FolderId })
    if (current.newest.some(({ holder, epoch, left }) => left || epoch > knownEpoch(holder))) await relearn()
    await keys.learnHolders(current)
    return current.named
  }
  const fresh: Pick<Keys, 'makeFolder' | 'admit' | 'sealDoc' | 'sealDocs' | 'sealFile' | 'share' | 'rehold'> = {
    async makeFolder(kind, holders, listed, as) {
      // For which coordinators hers are split is learnt from another folder of hers.
      if (as && 'like' in as) await learnHolders(as.like)
      const folder = await keys.makeFolder(kind, holders, listed, as)
      made.add(folder.id)
      return folder
    },
    admit(served) {
      for (const { folder } of served.keys) made.delete(folder)
      return keys.admit(served)
    },
    async sealDoc(doc, content) {
      await learnHolders(doc.folder)
      return keys.sealDoc(doc, content)
    },
    async sealDocs(docs) {
      for (const folder of new Set(docs.map(({ doc }) => doc.folder))) await learnHolders(folder)
      return keys.sealDocs(docs)
    },
    async sealFile(folder, file, pieces, run) {
      // A file is of one key: once its first piece is sealed, the others follow.
      if (run?.gen === undefined) await learnHolders(folder)
      return keys.sealFile(folder, file, pieces, run)
    },
    async share(folder, holders, listed) {
      const named = await learnHolders(folder)
      return keys.share(folder, named ? holders.filter((one) => named.includes(one as MemberId)) : holders, listed)
    },
    async rehold(folder, holders, listed, as) {
      const already = await learnHolders(folder)
      // Who restricts says of everybody who holds it from now on; what joins a restricted client keeps those it was restricted to already.
      if (as && 'box' in as) return keys.rehold(folder, holders, listed, as)
      if (as) await learnHolders(as.like)
      return keys.rehold(folder, [...new Set([...holders, ...(already ?? [])])], listed, as)
    },
  }
  return new Proxy(keys, { get: (target, name) => (Object.hasOwn(fresh, name) ? fresh[name as keyof typeof fresh] : target[name as keyof Keys]) })
}
