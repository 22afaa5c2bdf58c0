import { createContext, use, useEffect, useMemo } from 'react'
import type { ReactNode } from 'react'
import { dictionary } from '../../shared/words.ts'
import type { Dictionary, Locale } from '../../shared/words.ts'
import en from './words/en.json' with { type: 'json' }
import { bend, pseudo } from './pseudo.ts'
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

const LocaleContext = createContext<Locale>('sr-Cyrl')
const own = dictionary(cyrl, en)

type Given = { readonly locale: Locale; readonly children: ReactNode }

/** Chooses the way of writing for everything inside it, and tells the browser (fonts, hyphens, screen readers). */
export function WordsProvider({ locale, children }: Given) {
  useEffect(() => {
    document.documentElement.lang = locale
    if (pseudo) document.documentElement.dir = 'rtl'
  }, [locale])
  return <LocaleContext value={locale}>{children}</LocaleContext>
}

export function useLocale(): Locale {
  return use(LocaleContext)
}

/** The words of one feature in the chosen way of writing. An unknown key throws in a test and shows itself on screen. */
export function useWords(words: Dictionary): Say {
  const locale = useLocale()
  return useMemo(() => {
    const say = words.translator(locale)
    if (!pseudo) return say
    return (key, values) => {
      const said = say(key, values)
      // What has no words stays its key, by which the page knows that there is nothing to say.
      return said === key ? said : bend(said)
    }
  }, [words, locale])
}

/** The few words the components bring along themselves. */
export function useOwnWords(): Say {
  return useWords(own)
}
