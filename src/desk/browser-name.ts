import { labelOf, sessions } from '../features/sessions/contract.ts'
import type { Call } from '../shared/call.ts'
import type { Keys } from './keys/keys.ts'

const kept = 'wayout.browser'

/** What this browser is called here. It stays on this computer; the program gets it sealed. */
export const browserName = (): string => localStorage.getItem(kept) ?? ''

type Desk = { readonly keys: Keys; readonly call: Call }

export async function callBrowser(desk: Desk, session: string, name: string): Promise<void> {
  if (name) localStorage.setItem(kept, name)
  else localStorage.removeItem(kept)
  const label = name ? await desk.keys.sealForMe(labelOf(session), { name }) : null
  await desk.call(sessions.label, { session, label })
}

/** A new session of a browser that has a name takes it. */
export async function nameSession(desk: Desk, session: string | null): Promise<void> {
  const name = browserName()
  if (name && session) await callBrowser(desk, session, name).catch(() => undefined)
}
