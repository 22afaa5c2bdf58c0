import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { withClient } from './logins.ts'
import { StartRefusal } from './refusal.ts'

/** Stands in a data folder while a house is restored into it. */
export const restoreMark = (dataFolder: string) => join(dataFolder, 'restore-not-finished')
/** Stands in a data folder from when a house begins to move until it has: it says whither. Where it still is it may be started. */
export const moveMark = (dataFolder: string) => join(dataFolder, 'move-not-finished')
const left = 'moved away: '

/** A house that is only half there, or that lives elsewhere by now, is not started: two of one would part for ever. */
export async function refuseHalfAHouse(dataFolder: string, owner: pg.ClientConfig, databaseUrl: string | undefined): Promise<void> {
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
  const whither = await movedTo(owner)
  if (whither) throw new StartRefusal(`This house was moved ${whither}. What is here was left behind and gets no new records.`, 'Start it there; README says how under "Run it for real".')
}

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
