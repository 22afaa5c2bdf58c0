import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { homeOf, socketOf } from '../../server/database/embedded.ts'
import { passwordsIn, withClient } from '../../server/database/logins.ts'
import { secretsIn } from '../../server/house-secrets.ts'
import { freePort, startOwn } from '../own-program.ts'
import type { Place } from './place.ts'

/** The program with the PostgreSQL that came along, in a throw-away folder: as on the one computer of a small organisation. */
export async function onOneComputer(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-endure-'))
  chmodSync(folder, 0o711)
  const [data, desk] = [join(folder, 'data'), join(folder, 'desk')]
  mkdirSync(desk)
  writeFileSync(join(desk, 'index.html'), '')
  const port = await freePort()
  const start = () => startOwn({ WAYOUT_DATA: data, WAYOUT_DESK: desk, PORT: String(port), ...pgBinDir }, join(folder, 'program.log'))
  let program = await start()
  const setupSecret = program.setupSecret ?? ''
  const boot = () => ({ host: socketOf(data), port: 5432, database: 'wayout', user: 'boot', password: passwordsIn(data).boot })

  const killProgram = () => program.kill()
  async function killPostgres(): Promise<void> {
    kill(Number(/^\d+/.exec(readFileSync(join(homeOf(data), 'cluster/postmaster.pid'), 'utf8'))?.[0] ?? 0))
  }
  return {
    folder, origin: `http://127.0.0.1:${port}`, setupSecret, log: join(folder, 'acknowledged.log'), ledgerPublicKey: () => secretsIn(data).ledgerPublicKey,
    superuser: async () => boot(),
    kills: [
      ['killed the program', killProgram],
      ['killed PostgreSQL', killPostgres],
      ['killed both', async () => { await Promise.all([killPostgres(), killProgram()]) }],
      ['killed a backend', async () => kill(await oneAtWork(boot()))],
    ],
    /** Whoever runs it starts it again, as systemd would. */
    async heal(): Promise<void> {
      if (program.isOver()) program = await start()
    },
    async close({ keep }): Promise<void> {
      await program.end()
      if (keep) return
      rmSync(homeOf(data), { recursive: true, force: true, maxRetries: 5 })
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const pgBinDir = process.env['PG_BIN_DIR'] ? { PG_BIN_DIR: process.env['PG_BIN_DIR'] } : {}

/** The process that carries out one of the program's own statements, at random. */
async function oneAtWork(boot: Parameters<typeof withClient>[0]): Promise<number> {
  return withClient(boot, async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pid from pg_stat_activity where usename = 'app' order by state = 'active' desc, random() limit 1")
    return rows[0]?.pid ?? 0
  })
}

function kill(pid: number): void {
  if (pid < 2) throw new Error('nobody to kill')
  process.kill(pid, 'SIGKILL')
}
