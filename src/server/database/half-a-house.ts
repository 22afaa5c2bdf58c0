import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { homeOf, startEmbedded } from './embedded.ts'
import type { DatabaseSettings } from './index.ts'
import { withClient } from './logins.ts'
import { sharedFiles } from './node-keys.ts'
import { StartRefusal } from './refusal.ts'

/** Stands in a data folder while a house is restored into it. */
export const restoreMark = (dataFolder: string) => join(dataFolder, 'restore-not-finished')
/** Stands in a data folder from when a house begins to move until it has: it says whither. Where it still is it may be started. */
export const moveMark = (dataFolder: string) => join(dataFolder, 'move-not-finished')
const left = 'moved away: '

/** A house that is only half there is no house: it is not started, backed up or moved anywhere. */
export function refuseUnfinished({ dataFolder, databaseUrl }: Pick<DatabaseSettings, 'dataFolder' | 'databaseUrl'>): void {
  if (existsSync(restoreMark(dataFolder))) {
    throw new StartRefusal(`A restore into ${dataFolder} was not finished.`, 'Run npm run restore again with the same backup; it begins anew.')
  }
  const began = existsSync(moveMark(dataFolder)) ? readFileSync(moveMark(dataFolder), 'utf8').trim() : undefined
  if (began === (databaseUrl ? 'database' : 'folder')) {
    throw new StartRefusal(
      'A move of this house was not finished, and what is here is not the house.',
      databaseUrl ? 'Run npm run move again; it begins anew. Or start without DATABASE_URL: there it is, whole.' : 'Run npm run move -- --back again; it begins anew. Or start with DATABASE_URL: there it is, whole.',
    )
  }
}

/** A house that is only half there, or that lives elsewhere by now, is not started: two of one would part for ever. */
export async function refuseHalfAHouse(settings: DatabaseSettings, owner: pg.ClientConfig): Promise<void> {
  refuseUnfinished(settings)
  const whither = await movedTo(owner)
  if (whither) throw new StartRefusal(`This house was moved ${whither}. What is here was left behind and gets no new records.`, 'Start it there; README says how under "Run it for real".')
}

/** A folder with a program's keys and no database is that of a house with an external one: a forgotten DATABASE_URL leads nobody to set up another house in it. */
export function refuseKeysAlone({ dataFolder, databaseUrl }: Pick<DatabaseSettings, 'dataFolder' | 'databaseUrl'>): void {
  if (databaseUrl || !hasKeysAlone(dataFolder)) return
  throw new StartRefusal(`The folder ${dataFolder} holds the keys of a house whose database is elsewhere, and DATABASE_URL is not set.`, `Set it to that database. ${otherwise}`)
}

/** An empty database beside a folder that holds a house, or the keys of one, is a slip in DATABASE_URL or a move that never began; nobody is led to set up another house in it. */
export async function refuseEmptyBeside({ dataFolder, databaseUrl, pgBinDir }: DatabaseSettings, owner: pg.ClientConfig, bootPassword: string): Promise<void> {
  if (!databaseUrl || (await hasHouse(owner))) return
  if (hasKeysAlone(dataFolder)) return refuseUnmigrated(dataFolder, owner)
  if (!hasCluster(dataFolder)) return
  const { host, port, stop } = await startEmbedded(dataFolder, pgBinDir, bootPassword, () => undefined)
  try {
    const own = { host, port, user: 'boot', password: bootPassword }
    if (!(await hasDatabase(own)) || !(await hasHouse({ ...own, database: 'wayout' }))) return
    const whither = await movedTo({ ...own, database: 'wayout' })
    throw new StartRefusal(
      `The database that DATABASE_URL names is empty, and ${whither ? `the house of ${dataFolder} was moved ${whither}` : `there is a house in ${dataFolder}`}.`,
      whither
        ? 'Correct DATABASE_URL. A new house is set up with another folder: WAYOUT_DATA.'
        : 'Move it there with npm run move -- --to, start without DATABASE_URL, or correct DATABASE_URL. A new house is set up with another folder: WAYOUT_DATA.',
    )
  } finally {
    await stop()
  }
}

const otherwise = 'If it is lost, restore a backup with npm run restore. A new house is set up with another folder: WAYOUT_DATA.'

/** The keys of a first start come after its tables: one that broke off, or whose house was never set up, is simply gone on with. */
async function refuseUnmigrated(dataFolder: string, owner: pg.ClientConfig): Promise<void> {
  if (await withClient(owner, async (client) => (await client.query("select where to_regclass('public.migration') is not null")).rows.length > 0)) return
  throw new StartRefusal(`The database that DATABASE_URL names is empty, and the folder ${dataFolder} holds the keys of a house in another one.`, `Correct DATABASE_URL. ${otherwise}`)
}

const hasCluster = (dataFolder: string) => existsSync(join(homeOf(dataFolder), 'cluster', 'PG_VERSION'))
const hasKeysAlone = (dataFolder: string) => existsSync(join(dataFolder, sharedFiles[0])) && !hasCluster(dataFolder)

const hasDatabase = (server: pg.ClientConfig) => withClient({ ...server, database: 'postgres' }, async (client) =>
  (await client.query("select from pg_database where datname = 'wayout'")).rows.length > 0)

/** Whether a house was set up in this database. */
export const hasHouse = (owner: pg.ClientConfig) => withClient(owner, async (client) => {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.organisation') is not null as there")
  return rows[0]?.there === true && (await client.query('select from organisation')).rows.length > 0
})

/** Where the house in this database has gone, as a sentence's end; undefined when it lives here. */
export async function movedTo(owner: pg.ClientConfig): Promise<string | undefined> {
  return withClient(owner, async (client) => {
    const { rows } = await client.query<{ said: string | null }>("select obj_description(to_regclass('public.migration'), 'pg_class') as said")
    const said = rows[0]?.said
    return said?.startsWith(left) ? said.slice(left.length) : undefined
  })
}

export async function markMoved(owner: pg.Client, whither: string): Promise<void> {
  const said = owner.escapeLiteral(left + whither)
  await owner.query(`comment on table public.migration is ${said}`)
}
