import type { OpenDesk } from '../../../desk/session.tsx'
import { dayOf, yearOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { byAlphabet } from '../../../shared/alphabet.ts'
import { activists, activistWords } from '../contract.ts'
import type { ActivistWords } from '../contract.ts'

export type OpenActivist = OutputOf<typeof activists.list>['activists'][number] & { readonly words: ActivistWords | undefined; readonly doc: { readonly id: string; readonly version: number } | undefined }

export async function readActivists(desk: Pick<OpenDesk, 'call' | 'keys'>): Promise<OpenActivist[]> {
  const { activists: rows, served } = await desk.call(activists.list, { year: yearOf(dayOf(new Date())) })
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  return rows.map((row) => {
    const doc = docs.find((one) => one.folder === row.folder)
    return { ...row, words: activistWords.safeParse(doc?.content).data, doc: doc && { id: doc.id, version: doc.version } }
  }).toSorted((one, other) => byAlphabet(one.words?.name ?? '', other.words?.name ?? ''))
}
