import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const project = join(import.meta.dirname, '../..')

export type Run = Awaited<ReturnType<typeof run>>

/** `npm start` without npm: the same script, in a folder and on a port of its own, with a desk of one line. */
export async function run(env: Readonly<Record<string, string>>, as?: { readonly uid: number; readonly gid: number }) {
  const child = spawn(process.execPath, [join(project, 'scripts/start.mjs')], {
    cwd: project, stdio: ['ignore', 'pipe', 'pipe'], ...as,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const over = ended.then(() => 'over' as const)
  await Promise.race([until(() => said.out.includes('Wayout is ready at')), over])
  return {
    said, ended,
    origin: /Wayout is ready at (\S+)/.exec(said.out)?.[1] ?? '',
    setupSecret: /\/set-up#(\S+)/.exec(said.out)?.[1],
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  }
}

/** A folder and a port nobody else has; `remove` also ends what a failed test left running in it. */
export async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-program-'))
  chmodSync(folder, 0o711)
  const [data, desk] = [join(folder, 'data'), join(folder, 'desk')]
  mkdirSync(desk)
  writeFileSync(join(desk, 'index.html'), '<!doctype html><title>Wayout</title>')
  const env = { WAYOUT_DATA: data, WAYOUT_DESK: desk, PORT: String(await freePort()) }
  const pids = () => ({ program: pidIn(join(data, 'program.json'), /"pid":(\d+)/), postgres: pidIn(join(data, 'database/cluster/postmaster.pid'), /^(\d+)/) })
  return {
    folder, data, env, pids,
    async remove() {
      const { program, postgres } = pids()
      for (const pid of [program, postgres]) if (pid && isAlive(pid)) killNow(pid)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Number 0 would be the tests' own group. */
export function killNow(pid: number): void {
  if (pid < 2) throw new Error('nobody to kill')
  process.kill(pid, 'SIGKILL')
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Asks again until it is so; fails after the deadline, in milliseconds. */
export async function until(isSo: () => boolean | Promise<boolean>, deadline = 60_000): Promise<void> {
  const end = Date.now() + deadline
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come to be so in time')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function pidIn(file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
