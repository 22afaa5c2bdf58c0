import type { OpenDesk } from '../../../desk/session.tsx'
import type { FolderId } from '../../../shared/ids.ts'
import type { AccountWords } from '../../situations/contract.ts'
import { situations } from '../../situations/contract.ts'
import { countSealed } from '../sealed.ts'
import type { OpenedSituation } from '../sealed.ts'
import type { Period } from '../shape.ts'

/** Opens every situation I hold, page by page, and counts what stands in it. They are few: thousands at most. */
export async function countHere(desk: Pick<OpenDesk, 'call' | 'keys'>, period: Period) {
  const opened: OpenedSituation[] = []
  let before: FolderId | null = null
  do {
    const page: Awaited<ReturnType<typeof read>> = await read(desk, before)
    await desk.keys.admit(page.served)
    const docs = await desk.keys.openDocs(page.served.docs.filter((doc) => doc.schema.startsWith('account/')), { signatures: 'later' })
    for (const facts of page.situations) {
      const newest = docs.filter((doc) => doc.folder === facts.folder).sort((one, other) => other.version - one.version)[0]
      if (newest?.content) opened.push({ facts, words: newest.content as AccountWords })
    }
    before = page.next
  } while (before)
  return countSealed(opened, period)
}

function read({ call }: Pick<OpenDesk, 'call'>, before: FolderId | null) {
  return call(situations.list, before ? { limit: 200, before } : { limit: 200 })
}
