import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { keepShell } from './new-build.ts'
import { LocaleProvider } from './locale.tsx'
import { queries, SessionProvider } from './session.tsx'
import { SettingsProvider } from './settings.tsx'
import { DeskUi } from './ui/index.ts'
import './desk.css'

void keepShell().then(() => createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      {(locale) => (
        <SettingsProvider>
          {({ singleKeys }) => (
            <DeskUi locale={locale} singleKeys={singleKeys}>
              <QueryClientProvider client={queries}>
                <SessionProvider>
                  <App />
                </SessionProvider>
              </QueryClientProvider>
            </DeskUi>
          )}
        </SettingsProvider>
      )}
    </LocaleProvider>
  </StrictMode>,
))
