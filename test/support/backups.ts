import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newPair } from '../../src/commands/backup/age.ts'
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
  const { coordinator } = await found({ request: (path, init) => fetch(program.origin + path, init) }, fromBase64url(program.setupSecret ?? ''))
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
    ...here, env, into, sheet, coordinator, program, identity: one.identity, recipients: [one.recipient, other.recipient],
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
