import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { newPair } from '../../src/commands/backup/age.ts'
import { makeBackup } from '../../src/commands/backup/write.ts'
import { entryBytes, headBytes } from '../../src/ledger/entry.ts'
import { leafHash } from '../../src/ledger/tree.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { knownMigrations, migrate } from '../../src/server/database/migrate.ts'
import { secretsIn } from '../../src/server/house-secrets.ts'
import { fromBase64url } from '../../src/shared/bytes.ts'
import { recordByHand } from './by-hand.ts'
import { found } from './house.ts'
import { place, run } from './program.ts'

const project = join(import.meta.dirname, '../..')

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** One of the program's commands in a process of its own. */
export async function command(name: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(project, `src/commands/${name}.ts`), ...args], { cwd: project, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '', ...env } })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...said }
}

/** A running house with a coordinator who took two calls, one of them about a client who was identified, and two printed sheets. */
export async function houseWithSheets() {
  const here = await place()
  const program = await run(here.env)
  const { coordinator, founded, team } = await found({ request: (path, init) => fetch(program.origin + path, init) }, fromBase64url(program.setupSecret ?? ''))
  const work = recordByHand(coordinator, '2026-03-12')
  await work.call({ type: 'trafficking', subtype: 'report', withClient: true })
  await work.identify()
  await work.call({ type: 'preventive', subtype: 'offer_check_job' })
  const [one, other] = [await newPair(), await newPair()]
  const [into, sheet] = [join(here.folder, 'backups'), join(here.folder, 'sheet.txt')]
  mkdirSync(into)
  writeFileSync(join(here.folder, 'recipients'), `# two sheets\n${one.recipient}\n${other.recipient}\n`)
  writeFileSync(sheet, `${other.identity.slice(0, 16)} ${(other.identity.slice(16).toLowerCase().match(/.{1,4}/g) ?? []).join(' ')}\n`)
  const env = { ...here.env, WAYOUT_BACKUPS: into, WAYOUT_BACKUP_RECIPIENTS: join(here.folder, 'recipients') }
  return {
    ...here, env, into, sheet, coordinator, founded, team, program, identity: one.identity, recipients: [one.recipient, other.recipient],
    backup: (...args: readonly string[]) => command('backup', env, ...args),
    /** The newest backup of a kind. */
    file: (kind: 'full' | 'archive') => join(into, readdirSync(into).filter((name) => name.startsWith(`wayout-${kind}`)).sort().at(-1) ?? 'none'),
    async close() {
      program.kill('SIGTERM')
      await program.ended
      await here.remove()
    },
  }
}

/** A house with nothing but its name and one entry of its ledger, in a database as the first three migrations left it, backed up. */
export async function backupOfAnEarlierVersion(folder: string, recipients: readonly string[]): Promise<string> {
  mkdirSync(folder)
  const { host, port, passwords } = inject('cluster')
  const name = `t_${randomBytes(6).toString('hex')}`
  const as = (user: string, database = name) => ({ host, port, database, user, password: passwords[user] ?? '' })
  await withClient(as('boot', 'postgres'), (client) => client.query(`create database ${name} owner migrator`))
  try {
    await migrate(as('migrator'), { only: knownMigrations().slice(0, 3).map((one) => one.name) })
    const secrets = secretsIn(folder)
    const entry = { at: new Date('2026-01-02T03:04:05.678Z'), actor: null, action: 'house.founded', traces: [], result: 'done', salt: null }
    const leaf = Buffer.from(leafHash(entryBytes(0, entry)))
    await withClient(as('boot'), async (client) => {
      await client.query("insert into organisation values (gen_random_uuid(), 'Earlier', $1, $1, $2, '{en}', '2026-01-02')", [Buffer.alloc(32), Buffer.alloc(64)])
      await client.query("insert into ledger_entry (seq, at, action, traces, result, leaf) values (0, $1, 'house.founded', '{}', 'done', $2)", [entry.at, leaf])
      await client.query('insert into ledger_node values (0, 0, $1)', [leaf])
      await client.query('insert into ledger_head values (1, $1, $2, $3)', [leaf, entry.at, secrets.signHead(headBytes(1, leaf, entry.at))])
    })
    const made = await makeBackup({
      kind: 'full', dataFolder: folder, into: folder, recipients, snapshot: as('backup'), ledgerPublicKey: secrets.ledgerPublicKey, now: new Date(), progress: () => undefined,
    })
    return made.file
  } finally {
    await withClient(as('boot', 'postgres'), (client) => client.query(`drop database ${name} with (force)`))
  }
}
