import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { withClient } from './logins.ts'
import { StartRefusal } from './refusal.ts'

/** Stands in a data folder while a house is restored into it. */
export const restoreMark = (dataFolder: string) => join(dataFolder, 'restore-not-finished')
const left = 'moved away: '

/** A house that is only half there, or that lives elsewhere by now, is not started: two of one would part for ever. */
export async function refuseHalfAHouse(dataFolder: string, owner: pg.ClientConfig): Promise<void> {
  if (existsSync(restoreMark(dataFolder))) {
    throw new StartRefusal(`A restore into ${dataFolder} was not finished.`, 'Run npm run restore again with the same backup; it begins anew.')
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
