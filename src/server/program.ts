import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { sql } from 'kysely'
import { pino } from 'pino'
import { rememberAttempts } from './attempts.ts'
import { openDatabase } from './database/index.ts'
import type { Database } from './database/index.ts'
import { openPool } from './database/pools.ts'
import { StartRefusal } from './database/refusal.ts'
import { serveDoor } from '../door/index.ts'
import { serveDesk } from './desk-files.ts'
import { openBell } from './events/bell.ts'
import { openHub } from './events/hub.ts'
import type { HouseSettings } from './handlers.ts'
import { keepDroppingFiles } from './gone-files.ts'
import { newSetupSecret, secretsIn } from './house-secrets.ts'
import { createApp } from './http.ts'
import { keepBackingUp } from './nightly-backups.ts'
import { features } from './registry.ts'
import { keepSequencing } from './sequencer.ts'
import { originFor } from './origin.ts'
import { hashOf } from './session.ts'
import { namesIn, tlsServer } from './tls.ts'
import type { TlsFiles } from './tls.ts'

export type Settings = {
  readonly dataFolder: string
  readonly port: number
  readonly host: string
  readonly databaseUrl?: string | undefined
  readonly pgBinDir?: string | undefined
  readonly tls?: TlsFiles | undefined
  /** Where browsers reach the program when a proxy stands before it. */
  readonly origin?: string | undefined
  readonly deskFolder: string
  /** Where it makes a backup every night by itself. */
  readonly backups?: string | undefined
}

/** Ids and routes, never bodies, names or addresses. */
export const log = pino({ level: process.env['WAYOUT_LOG'] ?? 'warn', base: null })

export async function startProgram(settings: Settings) {
  const { host, port, tls } = settings
  const origin = originFor({ host, port, given: settings.origin, certified: tls && namesIn(tls) })
  const database = await openDatabase({ ...settings, lost: endHere })
  try {
    return await serveHouse(settings, origin, database)
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Without its database the program is worth nothing, and one that is started anew tells what is wrong. */
function endHere(why: unknown): never {
  console.error(`Wayout ended: PostgreSQL ended and could not be started again.${why instanceof StartRefusal ? ` ${why.message}\n${why.whatToDo}` : ''}`)
  process.exit(1)
}

async function serveHouse(settings: Settings, origin: string, database: Database) {
  const pools = { app: openPool(database.login('app'), 20, true), stats: openPool(database.login('stats'), 4), sequencer: openPool(database.login('sequencer'), 1) }
  const dataFolder = resolve(settings.dataFolder)
  const secrets = secretsIn(dataFolder)
  const setupSecret = (await isFounded(pools.app.kysely)) ? undefined : newSetupSecret()
  const nightly = keepBackingUp(dataFolder, settings.backups, () => isFounded(pools.app.kysely), log)
  const house: HouseSettings = {
    setupSecretHash: setupSecret && hashOf(setupSecret),
    ledgerPublicKey: secrets.ledgerPublicKey,
    readingTimesUsual: Number(process.env['WAYOUT_READING'] ?? 1) || 1,
    strangerSalt: secrets.strangerSalt,
    copyPart: secrets.copyPart,
    attempts: rememberAttempts(),
    machine: nightly.machine,
  }
  const bell = openBell({ login: database.login('app'), pool: pools.app.kysely, hear: (told) => hub.hear(told) })
  const hub = openHub(pools.app.kysely, bell.tell)
  const app = createApp({ features, pools: { app: pools.app.kysely, stats: pools.stats.kysely }, house, log, origin, events: hub })
  serveDoor(app, pools.app.kysely)
  serveDesk(app, settings.deskFolder)
  const server = await listen(app.fetch, origin, settings)
  const endDropping = keepDroppingFiles(pools.app.kysely, log)
  const endSequencing = keepSequencing(pools.sequencer.kysely, secrets.signHead, log)
  return {
    origin,
    setupLink: setupSecret && `${origin}/set-up#${setupSecret.toString('base64url')}`,
    async stop() {
      hub.end()
      await bell.end()
      await new Promise<void>((done) => { server.close(() => done()); (server as { closeAllConnections?: () => void }).closeAllConnections?.() })
      await Promise.all([nightly.end(), endDropping(), endSequencing()])
      await Promise.all([pools.app.end(), pools.stats.end(), pools.sequencer.end()])
      await database.stop()
    },
  }
}

async function isFounded(pool: ReturnType<typeof openPool>['kysely']): Promise<boolean> {
  const { rows } = await sql<{ founded: boolean }>`select is_founded() as founded`.execute(pool)
  return rows[0]?.founded ?? false
}

function listen(fetch: (request: Request) => Response | Promise<Response>, origin: string, { host, port, tls }: Settings) {
  const secure = tls && { createServer: tlsServer(tls, origin, log) }
  return new Promise<ReturnType<typeof serve>>((ready, failed) => {
    const server = serve({ fetch, hostname: host, port, ...secure } as unknown as Parameters<typeof serve>[0], () => ready(server))
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      failed(taken ? new StartRefusal(`Port ${port} is taken by another program.`, 'Stop that one, or choose another with PORT.') : error)
    })
  })
}
