import { folders } from '../features/folders/contract.ts'
import type { Call } from '../shared/call.ts'
import type { FolderId } from '../shared/ids.ts'
import type { Keys } from './keys/keys.ts'

type Around = { readonly call: Call; readonly knownEpoch: (holder: string) => number; readonly relearn: () => Promise<unknown>; readonly made: Set<string> }

/**
 * The key worker as screens use it: before anything is written into a folder or shared from it, the program is asked who
 * holds it now, so that a key somebody took along is never written under. Folders made here and not yet saved are nobody else's.
 */
export function freshKeys(keys: Keys, { call, knownEpoch, relearn, made }: Around): Keys {
  async function learnHolders(folder: string) {
    if (made.has(folder)) return
    const current = await call(folders.keys, { folder: folder as FolderId })
    if (current.newest.some(({ holder, epoch, left }) => left || epoch > knownEpoch(holder))) await relearn()
    await keys.learnHolders(current)
  }
  const fresh: Pick<Keys, 'makeFolder' | 'admit' | 'sealDoc' | 'sealDocs' | 'sealFile' | 'share'> = {
    async makeFolder(...given) {
      const folder = await keys.makeFolder(...given)
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
    async sealFile(folder, ...given) {
      await learnHolders(folder)
      return keys.sealFile(folder, ...given)
    },
    async share(folder, ...given) {
      await learnHolders(folder)
      return keys.share(folder, ...given)
    },
  }
  return new Proxy(keys, { get: (target, name) => (Object.hasOwn(fresh, name) ? fresh[name as keyof typeof fresh] : target[name as keyof Keys]) })
}
