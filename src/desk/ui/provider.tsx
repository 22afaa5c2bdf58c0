import type { ReactNode } from 'react'
import type { Locale } from '../../shared/words.ts'
import { KeysProvider } from './keys.tsx'
import { KeysOverlay } from './keys-overlay.tsx'
import { StatusProvider } from './status.tsx'
import { WordsProvider } from './words.tsx'

export type DeskUiGiven = {
  readonly locale: Locale
  /** `false` switches keys without Ctrl off, everywhere. */
  readonly singleKeys?: boolean
  readonly children: ReactNode
}

/** Everything the components need around them, once, at the root. */
export function DeskUi({ locale, singleKeys = true, children }: DeskUiGiven) {
  return (
    <WordsProvider locale={locale}>
      <KeysProvider singleKeys={singleKeys}>
        <StatusProvider>
          {children}
          <KeysOverlay />
        </StatusProvider>
      </KeysProvider>
    </WordsProvider>
  )
}
