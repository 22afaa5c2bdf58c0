import type { OpenedDoc } from '../../../vault/vault.ts'
import { contactWords } from '../contract.ts'
import type { ContactWords } from '../contract.ts'
import { draftOf } from '../draft.ts'
import type { ContactDraft } from '../draft.ts'
import type { ContactFacts } from '../facts.ts'

export type Version = { readonly number: number; readonly author: string; readonly writtenAt: string | undefined; readonly draft: ContactDraft }

/**
 * Every version as it was written, the first one first. A version that was sealed before codes were kept with the words is
 * shown with the codes of the next: nothing is claimed to have differed that is not known.
 */
export function versionsOf(docs: readonly OpenedDoc[], contact: ContactFacts): { readonly versions: readonly Version[]; readonly closed: number } {
  const read = docs.toSorted((one, other) => one.version - other.version).map((doc) => ({ doc, words: contactWords.safeParse(doc.content).data }))
  const open = read.flatMap(({ doc, words }) => (words ? [{ doc, words }] : []))
  const versions: Version[] = []
  let codes: ContactFacts = contact
  for (const { doc, words } of open.toReversed()) {
    codes = { ...codes, ...(words.codes as Partial<ContactFacts> | undefined) }
    versions.unshift({ number: doc.version, author: doc.author, writtenAt: words.writtenAt, draft: draftOf(codes, words as ContactWords) })
  }
  return { versions, closed: read.length - open.length }
}
