import { describe, expect, it } from 'vitest'
import { folderKinds } from '../../vault/seal.ts'
import { foreignSheets, usualTeam } from './rules.ts'

const hash = (byte: number) => new Uint8Array(32).fill(byte)

describe('sheets that somebody typed', () => {
  it('are named by their number when the roots signed another one under it', () => {
    expect(foreignSheets([{ number: 1, hash: hash(1) }, { number: 2, hash: hash(9) }], [hash(1), hash(2), hash(3)])).toEqual([2])
  })
  it('are all foreign where one sheet stands alone', () => {
    expect(foreignSheets([{ number: 1, hash: hash(1) }, { number: 3, hash: hash(3) }], [])).toEqual([1, 3])
  })
  it('are none of them named when each is as it was signed', () => {
    expect(foreignSheets([{ number: 3, hash: hash(3) }, { number: 1, hash: hash(1) }], [hash(1), hash(2), hash(3)])).toEqual([])
  })
})

describe('a folder without anybody left', () => {
  it('goes to the team that took calls, to everybody who finds, or to case management, by its kind', () => {
    expect(usualTeam('contact')).toBe('sos_line')
    expect(usualTeam('card')).toBe('finders')
    expect(usualTeam('participants')).toBe('prevention')
    expect(folderKinds.map(usualTeam)).toEqual(expect.arrayContaining(['sos_line', 'finders', 'case_management']))
  })
})
