import { readFileSync } from 'node:fs'

/** A process by its number and its start, because numbers are used again. `start` is in clock ticks since boot on Linux, else empty. */
export type ProcessName = { readonly pid: number; readonly start: string }

export function nameOf(pid: number): ProcessName | undefined {
  if (!isAlive(pid)) return undefined
  return { pid, start: startOf(pid) }
}

export function isSame(name: ProcessName): boolean {
  const now = nameOf(name.pid)
  return now !== undefined && now.start === name.start
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
