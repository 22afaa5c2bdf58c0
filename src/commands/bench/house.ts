import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programOn } from '../../server/database/house-lock.ts'

const source = join(import.meta.dirname, '../..')

/** A throw-away folder with the demonstration register in it, or what `targets` tells. */
export async function demonstrationFolder(signal: AbortSignal, targets?: string): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  const child = spawn(process.execPath, [...process.execArgv, join(source, 'demo/main.ts'), ...(targets ? ['--targets', targets] : [])], { env: { ...process.env, WAYOUT_DATA: folder }, stdio: ['ignore', 'ignore', 'inherit'], signal })
  const ended = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject))
  if (ended === 0) return { folder, remove }
  remove()
  throw new Error('The demonstration register could not be loaded.')
}

/** The program in a process of its own, as `npm start` runs it, so that its memory and its processor time are its own. */
export async function startProgramApart(folder: string) {
  const port = await freePort()
  const child = spawn(process.execPath, [join(source, '../scripts/start.mjs')], { env: { ...process.env, WAYOUT_DATA: folder, PORT: String(port), WAYOUT_READING: '1000000' }, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', (text: Buffer) => { if (text.includes('Wayout is ready')) ready() })
    child.once('exit', (code) => failed(new Error(`The program ended with ${code}.`)))
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    origin: `http://127.0.0.1:${port}`, port,
    /** Resident memory of the program's own process in MB (Linux). */
    residentMB: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${programOn(folder)?.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024,
    stop: () => { child.kill('SIGTERM'); return ended },
  }
}
export type ProgramApart = Awaited<ReturnType<typeof startProgramApart>>

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
