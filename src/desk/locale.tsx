import { createContext, use, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { locales } from '../shared/words.ts'
import type { Locale } from '../shared/words.ts'

/** The way of writing is a habit of this computer, not of a person: it is kept here and says nothing about anybody. */
const kept = 'wayout.locale'
const start = (): Locale => locales.find((one) => one === localStorage.getItem(kept)) ?? fromBrowser()
const fromBrowser = (): Locale => (/^(sr|hr|bs|cnr|sh)/i.test(navigator.language) || navigator.language === '' ? 'sr-Cyrl' : 'en')

const ChosenContext = createContext<{ readonly locale: Locale; readonly choose: (locale: Locale) => void }>({ locale: 'sr-Cyrl', choose: () => {} })

export function LocaleProvider({ children }: { readonly children: (locale: Locale) => ReactNode }) {
  const [locale, setLocale] = useState(start)
  const chosen = useMemo(() => ({ locale, choose: (next: Locale) => { localStorage.setItem(kept, next); setLocale(next) } }), [locale])
  return <ChosenContext value={chosen}>{children(locale)}</ChosenContext>
}

const shown: Readonly<Record<Locale, string>> = { 'sr-Cyrl': 'Српски', 'sr-Latn': 'Srpski', en: 'English' }

/** Three words, each in its own way of writing, so that anybody finds hers. */
export function LocaleChooser() {
  const { locale, choose } = use(ChosenContext)
  return (
    <div className="writing" role="group" aria-label="Писмо · Pismo · Writing">
      {locales.map((one) => (
        <button key={one} type="button" lang={one} data-key={`writing.${one}`} aria-pressed={one === locale} onClick={() => choose(one)}>
          {shown[one]}
        </button>
      ))}
    </div>
  )
}
