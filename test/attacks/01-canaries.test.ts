import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

function canary(...args: string[]) {
  const ended = spawnSync(process.execPath, [join(import.meta.dirname, '../../src/commands/canary.ts'), ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } })
  return { code: ended.status, said: ended.stdout, wrong: ended.stderr }
}

/** Elsewhere the command says that memory was not searched. */
const inMemory = process.platform === 'linux'

describe('a name in every sealed field, in files and in a registration at the door, written through a program of its own,', () => {
  it('is found nowhere: not in tables, write-ahead log, backups, logs or traffic, nor in the memory of the program and of PostgreSQL', { timeout: 300_000 }, () => {
    const { code, said, wrong } = canary()
    expect(wrong).toBe('')
    expect(said).toMatch(/found 0 times in \d+ tables and \d+ files .*, [1-9]\d{4,} bytes of opened backups, [1-9]\d{4,} bytes of traffic/)
    if (inMemory) expect(said).toMatch(/and [1-9]\d{7,} bytes of memory of ([6-9]|\d\d) processes/)
    else expect(said).toContain('The memory of the processes was not searched')
    expect(code).toBe(0)
  })

  it('would be found in each of them, had one field been sent in the clear', { timeout: 300_000 }, () => {
    const { code, said } = canary('--plant-one-in-clear')
    expect(said).toMatch(/FOUND 1 times in table public\.invite, utf-8/)
    // What came through the door and nobody sealed.
    expect(said).toMatch(/FOUND 1 times in table public\.registration, utf-8 as hex/)
    expect(said.match(/FOUND \d+ times in the opened backup wayout-(full|archive)/g)).toEqual(Array(2).fill('FOUND 1 times in the opened backup wayout-full'))
    expect(said).toMatch(/FOUND \d+ times in file data\/database\/cluster\/pg_wal\//)
    expect(said).toMatch(/FOUND \d+ times in the recorded traffic, utf-8/)
    if (inMemory) for (const whose of ['the program', 'PostgreSQL']) expect(said).toMatch(new RegExp(`FOUND \\d+ times in the memory of ${whose}, utf-`))
    expect(code).toBe(1)
  })
})
