import type { Hono } from 'hono'
import { house } from '../features/house/contract.ts'
import { sessions } from '../features/sessions/contract.ts'
import { caller } from '../shared/call.ts'
import type { Call } from '../shared/call.ts'
import { fromPassphrase, openAccount } from '../vault/accounts.ts'
import { createVault } from '../vault/open.ts'

/** Signs a member in within this process: her session, her keys, and everything she may call. Throws `Problem`. */
export async function signInAs(app: Pick<Hono, 'request'>, name: string, passphrase: string) {
  const call = callerOf(app)
  const { salt, kdf } = await call(sessions.saltFor, { name })
  const { authKey, kek } = await fromPassphrase(passphrase, salt, kdf)
  const opened = await call(sessions.signIn, { name, authKey, by: 'passphrase' })
  const vault = await createVault(opened.member, await openAccount(opened.member, kek, opened.userKey, opened.bundle))
  const known = await call(house.keys, {})
  await vault.learnHouse(known)
  const sitsIn = known.teams.filter((team) => known.seats.some((seat) => seat.wrap !== null && seat.holder === team.id)).map((team) => team.kind)
  return { me: opened.member, call, vault, sitsIn, signOut: () => call(sessions.signOut, {}) }
}

export type MemberAtHand = Awaited<ReturnType<typeof signInAs>>

/** Keeps its cookie, as a browser does. */
function callerOf(app: Pick<Hono, 'request'>): Call {
  let cookie = ''
  return caller(async (path, init) => {
    const headers = { ...init.headers, 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) }
    const response = await app.request(path, { ...init, headers })
    const set = response.headers.getSetCookie().at(-1)
    if (set) cookie = set.split(';')[0] ?? ''
    return response
  })
}
