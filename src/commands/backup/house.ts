import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { movedTo, refuseKeysAlone, refuseUnfinished } from '../../server/database/half-a-house.ts'
import { openServer } from '../../server/database/index.ts'
import { withClient } from '../../server/database/logins.ts'
import { StartRefusal } from '../../server/database/refusal.ts'
import { secretsIn } from '../../server/house-secrets.ts'

/** The house as it is, running or not; never migrated, because a backup is made before an update. */
export async function openForBackup(env: NodeJS.ProcessEnv = process.env) {
  const dataFolder = resolve(env['WAYOUT_DATA'] ?? './data')
  if (!existsSync(dataFolder)) throw new StartRefusal(`There is no house in ${dataFolder}.`, 'Name its folder with WAYOUT_DATA.')
  refuseUnfinished({ dataFolder, databaseUrl: env['DATABASE_URL'] })
  refuseKeysAlone({ dataFolder, databaseUrl: env['DATABASE_URL'] })
  const { login, owner, stop } = await openServer({ dataFolder, databaseUrl: env['DATABASE_URL'], pgBinDir: env['PG_BIN_DIR'], attach: true })
  try {
    const whither = await movedTo(owner)
    if (whither) throw new StartRefusal(`This house was moved ${whither}. A backup of what was left behind would be of no use.`, 'Make it there.')
  } catch (error) {
    await stop()
    throw error
  }
  return {
    dataFolder, login, snapshot: login('backup'), ledgerPublicKey: secretsIn(dataFolder).ledgerPublicKey,
    /** A pending entry of the ledger, by nobody signed in. */
    note: (action: string) => withClient(login('app'), (client) => client.query("select note($1, '{}', 'done')", [action])),
    close: stop,
  }
}
