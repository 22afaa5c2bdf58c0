import { useCallback } from 'react'
import { isMissing } from '../shared/missing.ts'
import { written } from '../shared/words.ts'
import type { List } from '../vocabulary/list.ts'
import { bend, useLocale } from './ui/index.ts'
import type { Option } from './ui/index.ts'
import { contactWords } from '../features/contacts/screens/words.ts'

/** Labels of a code list in the chosen way of writing: as options to press, and one by one. */
export function useCodes() {
  const locale = useLocale()
  const options = useCallback(
    <C extends string>(list: List<C>, only: readonly C[] = list.codes): Option<C>[] => only.map((value) => ({ value, label: bend(written(list.labels[value], locale)) })),
    [locale],
  )
  const label = useCallback(
    <C extends string>(list: List<C>, code: string | null): string => {
      if (code === null || code === '') return '–'
      // Help that was declined is not an answer that was declined: a list's own word comes first.
      if (Object.hasOwn(list.labels, code)) return bend(written(list.labels[code as C], locale))
      return isMissing(code) ? contactWords.translator(locale)(`missing.${code}`) : code
    },
    [locale],
  )
  return { options, label }
}
