import { house } from '../../features/house/contract.ts'
import { sessions } from '../../features/sessions/contract.ts'
import { caller } from '../../shared/call.ts'
import type { Call } from '../../shared/call.ts'
import type { LineId, TeamId } from '../../shared/ids.ts'
import { fromPassphrase, openAccount } from '../../vault/accounts.ts'
import { createVault } from '../../vault/open.ts'
import type { Vault } from '../../vault/vault.ts'

export type Desk = { readonly call: Call; readonly vault: Vault; readonly cookie: () => string; readonly team: TeamId; readonly line: LineId }

/** A member signed in over HTTP with her own vault, who takes calls for the SOS line. */
export async function signInOver(origin: string, name: string, passphrase: string): Promise<Desk> {
  let cookie = ''
  const call = caller(async (path, init) => {
    const answer = await fetch(origin + path, { ...init, headers: { ...init.headers, 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) } })
    cookie = answer.headers.getSetCookie().at(-1)?.split(';')[0] ?? cookie
    return answer
  })
  const { salt, kdf } = await call(sessions.saltFor, { name })
  const { authKey, kek } = await fromPassphrase(passphrase, salt, kdf)
  const opened = await call(sessions.signIn, { name, authKey, by: 'passphrase' })
  const vault = await createVault(opened.member, await openAccount(opened.member, kek, opened.userKey, opened.bundle))
  const known = await call(house.keys, {})
  await vault.learnHouse(known)
  const team = known.teams.find((one) => one.kind === 'sos_line')?.id
  const line = known.lines[0]?.id
  if (!team || !line) throw new Error('The house has no SOS line.')
  return { call, vault, cookie: () => cookie, team, line }
}
