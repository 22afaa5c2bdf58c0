import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { memoranda, memorandumWords } from '../contract.ts'
import type { MemorandumWords } from '../contract.ts'

export type Memorandum = {
  readonly facts: OutputOf<typeof memoranda.list>['memoranda'][number]
  readonly doc: string
  readonly docVersion: number
  readonly words: MemorandumWords | undefined
  /** Who wrote it last. */
  readonly author: string | null
}

export async function readMemoranda(desk: OpenDesk): Promise<Memorandum[]> {
  const { memoranda: all, served } = await desk.call(memoranda.list, {})
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  return all.map((facts) => {
    const doc = docs.find((one) => one.folder === facts.folder && one.schema.startsWith('memorandum/'))
    return { facts, doc: doc?.id ?? '', docVersion: doc?.version ?? 0, words: memorandumWords.safeParse(doc?.content).data, author: doc?.author ?? null }
  })
}

export function useMemoranda(enabled = true) {
  const desk = useDesk()
  return useQuery({ queryKey: ['memoranda'], enabled: enabled && desk.may('institutions:record'), staleTime: 5 * 60_000, queryFn: () => readMemoranda(desk) })
}

export const partiesOf = (words: MemorandumWords | undefined): string => words?.parties.map((one) => one.name).filter(Boolean).join(', ') || '–'
