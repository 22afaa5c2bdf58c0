import { useMemo } from 'react'
import { written } from '../shared/words.ts'
import { countryCodes, languageCodes, nearCountries } from '../vocabulary/countries.ts'
import { useLocale } from './ui/index.ts'
import type { Option, OptionGroup } from './ui/index.ts'

/** Countries to choose from, in the chosen way of writing: those near by first, then all by name. */
export function useCountries(): { readonly groups: readonly (OptionGroup | Option)[]; readonly name: (code: string) => string } {
  const locale = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'region' })
    const name = (code: string) => names.of(code) ?? code
    const option = (value: string): Option => ({ value, label: name(value) })
    const rest = countryCodes.filter((code) => !nearCountries.includes(code)).map(option).sort((one, other) => one.label.localeCompare(other.label, locale))
    return { groups: [...nearCountries.map(option), ...rest], name }
  }, [locale])
}

/** Browsers know no name for it. */
const romani = { cyrl: 'ромски', en: 'Romani' }

/** Languages by name, the most usual first. */
export function useLanguages(): { readonly options: readonly Option[]; readonly name: (code: string) => string } {
  const locale = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'language' })
    const name = (code: string) => (code === 'rom' ? written(romani, locale) : names.of(code) ?? code)
    return { options: languageCodes.map((value) => ({ value, label: name(value) })), name }
  }, [locale])
}
