import type { Call } from '../../shared/call.ts'
import type { OutputOf } from '../../shared/endpoint.ts'
import type { Vault } from '../../vault/vault.ts'
import { accountWords, situations } from '../situations/contract.ts'
import type { AccountWords } from '../situations/contract.ts'
import type { OpenedSituation } from './sealed.ts'

/** With everything its account says. */
export type WholeSituation = OpenedSituation & { readonly words: AccountWords }
type Page = OutputOf<typeof situations.list>

/** Every situation a member holds, opened. `quarantined` says how many did not hold or are not hers to open; they are not counted. */
export async function openSituations(call: Call, vault: Pick<Vault, 'admit' | 'openDocs'>): Promise<{ opened: WholeSituation[]; quarantined: number }> {
  const opened: WholeSituation[] = []
  let quarantined = 0
  let before: Page['next'] | undefined
  do {
    const page: Page = await call(situations.list, { limit: 200, ...(before && { before }) })
    const some = await openPage(page, vault)
    opened.push(...some)
    quarantined += page.situations.length - some.length
    before = page.next
  } while (before)
  return { opened, quarantined }
}

async function openPage({ situations: rows, served, joined }: Page, vault: Pick<Vault, 'admit' | 'openDocs'>): Promise<WholeSituation[]> {
  await vault.admit(served)
  const docs = await vault.openDocs(served.docs.filter((doc) => doc.schema.startsWith('account/')))
  const into = new Map<string, string>(joined.map((one) => [one.client, one.into]))
  return rows.flatMap((facts) => {
    const accounts = docs.filter((doc) => doc.folder === facts.folder).map((doc) => accountWords.safeParse(doc.content))
    const words = accounts.find((one) => one.success)?.data
    return words ? [{ facts, words: { ...words, persons: words.persons.map((one) => ({ ...one, client: into.get(one.client) ?? one.client })) } }] : []
  })
}
