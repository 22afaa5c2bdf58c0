import { isMissing } from '../../shared/missing.ts'
import { subtypesOf } from '../../vocabulary/index.ts'
import type { ContactFacts } from './facts.ts'

/** What cannot be true together; the path of the answer that contradicts. Every answer may be missing, none may contradict. */
export function contradiction({ type, subtype, need }: Pick<ContactFacts, 'type' | 'subtype' | 'need'>): string | undefined {
  const fitting: readonly string[] = isMissing(type) ? [] : subtypesOf[type]
  if (!isMissing(subtype) && !fitting.includes(subtype)) return 'contact.subtype'
  if ((need !== null) !== (subtype === 'post_festum')) return 'contact.need'
  return undefined
}
