import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { searchIn } from './search.ts'
import type { Found, Needle } from './search.ts'

type Process = { readonly pid: number; readonly name: string }
type Region = { readonly start: number; readonly end: number; readonly shared: string | undefined }

/** Bytes read at once; what lies across two reads is found by the overlap. */
const [step, overlap] = [1 << 22, 512]
const zeros = Buffer.alloc(step + overlap)

/** The processes of PostgreSQL: the one that was started, and everything it started. */
export function postgresOf(postmaster: number): Process[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => parentOf(pid) === postmaster)
  return [postmaster, ...children].map((pid) => ({ pid, name: 'PostgreSQL' }))
}

/** Why the memory of other processes cannot be read here, in a sentence; nothing where it can. */
export function whyUnreadable(pid: number): string | undefined {
  if (process.platform !== 'linux') return 'The memory of the processes was not searched: only Linux lets it be read.'
  try {
    closeSync(openSync(`/proc/${pid}/mem`, 'r'))
    return undefined
  } catch (error) {
    return `The memory of the processes was not searched: this user may not read it (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Run it as root, or as the user of the program.`
  }
}

/**
 * Whatever these processes hold now: heaps, stacks, buffers, shared memory, and files mapped for writing. `control` stands in the
 * memory of each; where it is not found the reading failed, and this throws.
 */
export function searchMemory(processes: readonly Process[], needles: readonly Needle[], control: string): { found: Found[]; processes: number; bytes: number } {
  const found: Found[] = []
  const seen = new Set<string>()
  let [bytes, read] = [0, 0]
  for (const { pid, name } of processes) {
    let controls = 0
    for (const region of regionsOf(pid)) {
      if (region.shared && seen.has(region.shared)) continue
      if (region.shared) seen.add(region.shared)
      for (const part of partsOf(pid, region)) {
        bytes += part.length
        controls += part.includes(control) ? 1 : 0
        found.push(...searchIn(`the memory of ${name}`, part, needles))
      }
    }
    // A backend may have ended meanwhile.
    if (regionsOf(pid).length === 0) continue
    if (controls === 0) throw new Error(`the memory of process ${pid} (${name}) could not be searched: what must be in it was not found`)
    read++
  }
  return { found: added(found), processes: read, bytes }
}

/** What can be read and may hold something of its own: files mapped for reading hold what the file holds. Shared memory is named once for all. Empty when the process is over. */
function regionsOf(pid: number): Region[] {
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8').trimEnd().split('\n').flatMap((line) => {
      const [range = '', rights = '', , device = '', inode = '', ...path] = line.split(/\s+/)
      const [start = 0, end = 0] = range.split('-').map((hex) => Number.parseInt(hex, 16))
      const onlyRead = inode !== '0' && !rights.includes('w')
      if (!rights.startsWith('r') || onlyRead || /^\[v(var|syscall|dso)/.test(path[0] ?? '')) return []
      return [{ start, end, shared: rights.endsWith('s') ? `${device} ${inode} ${range}` : undefined }]
    })
  } catch {
    return []
  }
}

/** The bytes of a region piece by piece, without pages that were never written. A piece that went meanwhile is left out. */
function* partsOf(pid: number, { start, end }: Region): Generator<Buffer> {
  let mem: number
  try {
    mem = openSync(`/proc/${pid}/mem`, 'r')
  } catch {
    return
  }
  try {
    const whole = Buffer.allocUnsafe(step + overlap)
    for (let at = start; at < end; at += step) {
      const wanted = Math.min(step + overlap, end - at)
      const got = readAt(mem, whole, wanted, at)
      const part = whole.subarray(0, got)
      if (got > 0 && part.compare(zeros, 0, got) !== 0) yield part
    }
  } finally {
    closeSync(mem)
  }
}

function readAt(mem: number, into: Buffer, length: number, at: number): number {
  try {
    return readSync(mem, into, 0, length, at)
  } catch {
    return 0
  }
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])
  } catch {
    return 0
  }
}

/** One line for each place and encoding. */
function added(found: readonly Found[]): Found[] {
  const sums = new Map<string, Found>()
  for (const one of found) {
    const key = `${one.where} ${one.encoding}`
    sums.set(key, { ...one, times: one.times + (sums.get(key)?.times ?? 0) })
  }
  return [...sums.values()]
}
