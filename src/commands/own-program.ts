import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export type OwnProgram = Awaited<ReturnType<typeof startOwn>>

/** The program in a process of its own, as npm start runs it, until it is ready; all it says goes into this log. */
export async function startOwn(env: Readonly<Record<string, string>>, log: string, flags: readonly string[] = []) {
  const said = openSync(log, 'w')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, join(import.meta.dirname, '../server/main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', said, said],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const setupSecret = await ready(child, log)
  return {
    pid: child.pid ?? 0, setupSecret,
    isOver: () => isOver(child),
    /** Without a word, as a power cut would; nothing of ours runs in it any more. */
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await ended
    },
    async end(): Promise<void> {
      if (!isOver(child)) child.kill('SIGTERM')
      await ended
    },
  }
}

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** Answers the secret of the set-up link, when the house is empty. */
async function ready(child: ChildProcess, log: string): Promise<string | undefined> {
  const end = Date.now() + 120_000
  while (!isOver(child) && Date.now() < end) {
    const said = readFileSync(log, 'utf8')
    if (said.includes('Wayout is ready at')) return /\/set-up#(\S+)/.exec(said)?.[1]
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the program did not start: ${readFileSync(log, 'utf8')}`)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
