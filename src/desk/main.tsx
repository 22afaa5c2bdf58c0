import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { LocaleProvider } from './locale.tsx'
import { queries, SessionProvider } from './session.tsx'
import { DeskUi, dress } from './ui/index.ts'
import type { Density, Theme } from './ui/index.ts'
import './desk.css'

dress({
  theme: (localStorage.getItem('wayout.theme') ?? 'system') as Theme,
  density: (localStorage.getItem('wayout.density') ?? 'comfortable') as Density,
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      {(locale) => (
        <DeskUi locale={locale} singleKeys={localStorage.getItem('wayout.single-keys') !== 'off'}>
          <QueryClientProvider client={queries}>
            <SessionProvider>
              <App />
            </SessionProvider>
          </QueryClientProvider>
        </DeskUi>
      )}
    </LocaleProvider>
  </StrictMode>,
)
