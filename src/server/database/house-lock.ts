import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSame, nameOf } from './processes.ts'
import type { ProcessName } from './processes.ts'
import { StartRefusal } from './refusal.ts'

const fileIn = (dataFolder: string) => join(dataFolder, 'program.json')

/** Whose program runs on this folder now; undefined when the file is an old one. */
export function programOn(dataFolder: string): ProcessName | undefined {
  try {
    const name = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as ProcessName
    return isSame(name) ? name : undefined
  } catch {
    return undefined
  }
}

/** One program on one folder; one that is just ending is waited for. Returns what gives the folder free again. */
export async function lockFolder(dataFolder: string): Promise<() => void> {
  const other = await stillOn(dataFolder, 5_000)
  if (other && other.pid !== process.pid) {
    throw new StartRefusal(
      `Another Wayout (process ${other.pid}) already runs on the folder ${dataFolder}.`,
      'Use that one, stop it first, or choose another folder with WAYOUT_DATA.',
    )
  }
  rmSync(fileIn(dataFolder), { force: true })
  try {
    writeFileSync(fileIn(dataFolder), JSON.stringify(nameOf(process.pid)), { flag: 'wx', mode: 0o600 })
  } catch {
    throw new StartRefusal(`Another Wayout just started on the folder ${dataFolder}.`, 'Use that one.')
  }
  return () => rmSync(fileIn(dataFolder), { force: true })
}

async function stillOn(dataFolder: string, milliseconds: number): Promise<ProcessName | undefined> {
  const end = Date.now() + milliseconds
  let other = programOn(dataFolder)
  while (other && other.pid !== process.pid && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    other = programOn(dataFolder)
  }
  return other
}
