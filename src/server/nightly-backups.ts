import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { isBackupDue } from '../shared/backups.ts'

/** What the program notices about the computer it runs on. */
export type Machine = {
  /** Whether it makes its backups itself. */
  readonly nightly: boolean
  readonly lastBackup: Date | undefined
  readonly failed: { readonly at: Date; readonly why: 'no-room' | 'not-made' } | undefined
  /** Bytes that are free where the data folder is. */
  readonly free: number
}

const command = join(import.meta.dirname, '../commands/backup.ts')
const noRoom = 3

/**
 * Makes a backup every night into the folder of WAYOUT_BACKUPS, by the same command as everybody, in a process of its own.
 * It is a file on this machine's disk, so it hangs on this machine's clock and on no queue in the database.
 */
export function keepBackingUp(dataFolder: string, folder: string | undefined, isFounded: () => Promise<boolean>, log: Pick<Logger, 'error'>) {
  let [child, failed, tried, ending]: [ChildProcess | undefined, Machine['failed'], Date | undefined, boolean] = [undefined, undefined, undefined, false]

  async function look(): Promise<void> {
    const now = new Date()
    if (!folder || child || !isBackupDue(lastBackupIn(dataFolder), tried, now)) return
    if (!(await isFounded().catch(() => false)) || child || ending) return
    tried = now
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, '--into', folder], {
      env: { ...process.env, WAYOUT_DATA: dataFolder }, stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.once('error', () => over(1))
    child.once('exit', (code) => over(code))
  }

  function over(code: number | null): void {
    child = undefined
    failed = code === 0 ? undefined : { at: new Date(), why: code === noRoom ? 'no-room' : 'not-made' }
    if (failed && !ending) log.error({ code }, 'backup not made')
  }

  const timer = setInterval(() => void look(), 5000)
  return {
    machine: (): Machine => ({ nightly: folder !== undefined, lastBackup: lastBackupIn(dataFolder), failed, free: freeIn(dataFolder) }),
    /** One that is under way is stopped and leaves nothing behind. */
    async end(): Promise<void> {
      ending = true
      clearInterval(timer)
      const running = child
      if (!running) return
      running.kill('SIGTERM')
      await new Promise<void>((resolve) => running.once('close', () => resolve()))
    },
  }
}

/** The backup command leaves the instant here, whoever ran it and wherever the backup went. */
function lastBackupIn(dataFolder: string): Date | undefined {
  try {
    const { at } = JSON.parse(readFileSync(join(dataFolder, 'last-backup.json'), 'utf8')) as { at: string }
    return Number.isNaN(Date.parse(at)) ? undefined : new Date(at)
  } catch {
    return undefined
  }
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
