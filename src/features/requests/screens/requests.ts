import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { requests, requestWords } from '../contract.ts'
import type { RequestWords } from '../contract.ts'

export type AuthorityRequest = {
  readonly facts: OutputOf<typeof requests.list>['requests'][number]
  readonly doc: string
  readonly docVersion: number
  /** Who wrote it last. */
  readonly author: string | null
  readonly words: RequestWords | undefined
}

async function read(desk: OpenDesk): Promise<AuthorityRequest[]> {
  const { requests: all, served } = await desk.call(requests.list, {})
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  return all.map((facts) => {
    const doc = docs.find((one) => one.folder === facts.folder && one.schema.startsWith('request/'))
    return { facts, doc: doc?.id ?? '', docVersion: doc?.version ?? 0, author: doc?.author ?? null, words: requestWords.safeParse(doc?.content).data }
  })
}

export function useRequests() {
  const desk = useDesk()
  return useQuery({ queryKey: ['requests'], staleTime: 60_000, queryFn: () => read(desk) })
}
