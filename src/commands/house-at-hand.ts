import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pino } from 'pino'
import { rememberAttempts } from '../server/attempts.ts'
import { openDatabase } from '../server/database/index.ts'
import { openPool } from '../server/database/pools.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { secretsIn } from '../server/house-secrets.ts'
import { createApp } from '../server/http.ts'
import { features } from '../server/registry.ts'

/** The house of this folder for a command: the running program's database, or one started for as long as the command lasts. No port. */
export async function openHouse(env: NodeJS.ProcessEnv = process.env) {
  const dataFolder = resolve(env['WAYOUT_DATA'] ?? './data')
  if (!existsSync(dataFolder)) {
    throw new StartRefusal(`There is no house in ${dataFolder}.`, 'Name its folder with WAYOUT_DATA, or make one with npm start.')
  }
  const database = await openDatabase({ dataFolder, databaseUrl: env['DATABASE_URL'], pgBinDir: env['PG_BIN_DIR'], attach: true })
  const [appPool, statsPool] = [openPool(database.login('app'), 4), openPool(database.login('stats'), 2)]
  const secrets = secretsIn(dataFolder)
  const app = createApp({
    features, pools: { app: appPool.kysely, stats: statsPool.kysely }, log: pino({ level: 'silent' }),
    house: { setupSecretHash: undefined, ledgerPublicKey: secrets.ledgerPublicKey, strangerSalt: secrets.strangerSalt, copyPart: secrets.copyPart, attempts: rememberAttempts() },
  })
  return {
    app,
    /** Clear codes only, as the login that sees nothing else. */
    stats: statsPool.kysely,
    async close() {
      await Promise.all([appPool.end(), statsPool.end()])
      await database.stop()
    },
  }
}

export type HouseAtHand = Awaited<ReturnType<typeof openHouse>>
