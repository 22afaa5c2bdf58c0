import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { homeOf, socketOf } from '../../server/database/embedded.ts'
import { passwordsIn } from '../../server/database/logins.ts'
import type { LoginName } from '../../server/database/logins.ts'
import { foundAt } from '../canary/house.ts'
import { letInConsultant } from '../endure/members.ts'
import { freePort, startOwn } from '../own-program.ts'

export type EmptyHouse = Awaited<ReturnType<typeof emptyHouse>>

/** A program of its own on a throw-away folder, as npm start runs it, with a founded house and nobody in it but its keeper. */
export async function emptyHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-bench-'))
  chmodSync(folder, 0o711)
  const [data, desk, port] = [join(folder, 'data'), join(folder, 'desk'), await freePort()]
  mkdirSync(desk)
  writeFileSync(join(desk, 'index.html'), '')
  const program = await startOwn({ WAYOUT_DATA: data, WAYOUT_DESK: desk, PORT: String(port), WAYOUT_READING: '1000000' }, join(folder, 'program.log'), frugal)
  const remove = async () => {
    await program.end()
    rmSync(homeOf(data), { recursive: true, force: true, maxRetries: 5 })
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const origin = `http://127.0.0.1:${port}`
  const keeper = await foundAt(origin, program.setupSecret ?? '').catch((error: unknown) => remove().then(() => { throw error }))
  const login = (user: LoginName | 'boot') => ({ host: socketOf(data), port: 5432, database: 'wayout', user, password: passwordsIn(data)[user] })
  return {
    origin, port, keeper, login, remove,
    letIn: (name: string, teams?: readonly Parameters<typeof keeper.team>[0][]) => letInConsultant(origin, keeper, name, teams),
    residentMB: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${program.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024,
  }
}

/** As `npm start` sets them. */
const frugal = ['--max-semi-space-size=4', '--max-old-space-size=192']
