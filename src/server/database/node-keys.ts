import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { secretsIn } from '../house-secrets.ts'
import { withClient } from './logins.ts'
import { StartRefusal } from './refusal.ts'

/** What every node of one house must have alike, in its own folder. */
export const sharedFiles = ['ledger-key.pem', 'stranger-key', 'logins.json'] as const
const said = 'keys of its nodes: '

/** Tells two sets of keys apart and gives none of them away; undefined while the folder has none. */
export function nodeKeysIn(dataFolder: string): string | undefined {
  const files = sharedFiles.map((name) => join(dataFolder, name))
  if (!files.every((file) => existsSync(file))) return undefined
  return nodeKeysOf(files.map((file) => readFileSync(file, 'utf8')))
}

export function nodeKeysOf([ledgerKey = '', strangerKey = '', logins = '']: readonly string[]): string {
  const { app } = JSON.parse(logins) as { app: string }
  return createHash('sha256').update(JSON.stringify([ledgerKey, strangerKey, app])).digest('base64url')
}

/** Which keys the house in this database knows its nodes by; undefined before any node was started on it. */
export async function knownKeys(owner: pg.ClientConfig): Promise<string | undefined> {
  return withClient(owner, async (client) => {
    const { rows } = await client.query<{ said: string | null }>("select obj_description(to_regclass('public.ledger_head'), 'pg_class') as said")
    const comment = rows[0]?.said
    return comment?.startsWith(said) ? comment.slice(said.length) : undefined
  })
}

/**
 * Two nodes with different keys would sign one ledger with two, and each would change the passwords under the other: the
 * second one is refused before it touches anything.
 */
export async function refuseOtherKeys(owner: pg.ClientConfig, dataFolder: string): Promise<void> {
  const known = await knownKeys(owner)
  if (!known || known === nodeKeysIn(dataFolder)) return
  throw new StartRefusal(
    `The house in this database has other keys than the folder ${dataFolder}.`,
    'To run another node of it, carry the keys over with npm run node. If the folder with its keys is lost: npm run node -- --take-over.',
  )
}

/** A folder's keys are made, and are the house's when it has none yet. */
export async function becomeNode(owner: pg.ClientConfig, dataFolder: string): Promise<void> {
  secretsIn(dataFolder)
  if (!(await knownKeys(owner))) await keepKeys(owner, nodeKeysIn(dataFolder))
}

/** The first node's keys are the house's from then on; `undefined` forgets them. */
export async function keepKeys(owner: pg.ClientConfig, keys: string | undefined): Promise<void> {
  await withClient(owner, (client) => client.query(`comment on table public.ledger_head is ${keys ? client.escapeLiteral(said + keys) : 'null'}`))
}
