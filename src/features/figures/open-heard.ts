import type { Call } from '../../shared/call.ts'
import type { OutputOf } from '../../shared/endpoint.ts'
import type { Vault } from '../../vault/vault.ts'
import { campaigns } from '../campaigns/contract.ts'
import { contactWords } from '../contacts/contract.ts'
import type { OpenedCall } from './sealed.ts'
import type { Period } from './shape.ts'

type Page = OutputOf<typeof campaigns.heard>

/** Every call of the period that a member holds, with how she heard of us. One that does not open says nothing: not known. */
export async function openHeard(call: Call, vault: Pick<Vault, 'admit' | 'openDocs'>, { from, to }: Period, told: (opened: number) => void = () => undefined): Promise<OpenedCall[]> {
  const opened: OpenedCall[] = []
  let after: Page['next'] | undefined
  do {
    const page: Page = await call(campaigns.heard, { from, to, ...(after && { after }) })
    await vault.admit(page.served)
    const docs = await vault.openDocs(page.served.docs.filter((doc) => doc.schema.startsWith('contact/')))
    const words = new Map(docs.map((doc) => [doc.folder, contactWords.safeParse(doc.content).data] as const))
    for (const one of page.calls) {
      const said = words.get(one.contact)
      opened.push({ ...one, heardOf: said ? said.heardOf : 'unknown', campaign: said?.campaign ?? null })
    }
    told(opened.length)
    after = page.next
  } while (after)
  return opened
}
