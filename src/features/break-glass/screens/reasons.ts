import type { OpenDesk } from '../../../desk/session.tsx'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { labelWords } from '../../restrictions/contract.ts'
import { reasonWords } from '../contract.ts'
import type { breakGlass } from '../contract.ts'

type Served = OutputOf<typeof breakGlass.list>['served']

/** Why each was asked, as far as it opens. */
export async function reasonsIn(desk: OpenDesk, served: Served): Promise<ReadonlyMap<string, string>> {
  return (await openBoxes(desk, served)).reasons
}

/** Labels by box, with who wrote them; reasons by request. */
export async function openBoxes(desk: OpenDesk, served: Served) {
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  const labels = new Map<string, { readonly label: string; readonly by: string }>()
  const reasons = new Map<string, string>()
  for (const doc of docs) {
    const [label, reason] = [labelWords.safeParse(doc.content).data, reasonWords.safeParse(doc.content).data]
    // The first to write one is she who restricted, or asked; a second one is somebody else's word.
    if (label && isFirst(doc, 'glass-label/') && !labels.has(doc.folder)) labels.set(doc.folder, { label: label.label, by: doc.author })
    if (reason && isFirst(doc, 'glass-reason/') && !reasons.has(reason.request)) reasons.set(reason.request, reason.reason)
  }
  return { labels, reasons }
}

const isFirst = ({ schema, version }: { readonly schema: string; readonly version: number }, kind: string) => schema.startsWith(kind) && version === 1
