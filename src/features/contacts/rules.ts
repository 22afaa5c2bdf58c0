import { subtypesOf } from '../../vocabulary/index.ts'
import type { ContactFacts } from './facts.ts'

/** What cannot be true together; the path of the answer that contradicts. */
export function contradiction(contact: Pick<ContactFacts, 'type' | 'subtype' | 'need'>): string | undefined {
  const subtypes: readonly string[] = subtypesOf[contact.type]
  if (!subtypes.includes(contact.subtype)) return 'contact.subtype'
  if ((contact.need !== null) !== (contact.subtype === 'post_festum')) return 'contact.need'
  return undefined
}
