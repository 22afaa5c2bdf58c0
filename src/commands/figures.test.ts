import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { foundedHouse } from '../../test/support/house.ts'
import type { House } from '../../test/support/house.ts'
import { situations } from '../features/situations/contract.ts'
import type { AccountWords } from '../features/situations/contract.ts'
import { newId } from '../shared/ids.ts'
import { main } from './figures.ts'

let house: House
const folder = mkdtempSync(join(tmpdir(), 'wayout-figures-'))
const passphraseFile = join(folder, 'passphrase')
const [log, err] = [vi.spyOn(console, 'log').mockReturnValue(), vi.spyOn(console, 'error').mockReturnValue()]
beforeAll(async () => {
  house = await foundedHouse()
  writeFileSync(passphraseFile, 'mira has five long words\n')
})
afterEach(() => vi.clearAllMocks())
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

const said = (spy: typeof log) => spy.mock.calls.flat().join('\n')
const open = async () => ({ app: house.app, stats: house.database.pools.stats, close: async () => undefined })
const run = (...args: string[]) => main(args, open)
type Printed = { period: { from: string; to: string }; figures: { id: string; value: number | null; by?: Record<string, number>; definition: string }[] }
const printed = () => JSON.parse(said(log)) as Printed

async function workersInFrance(count: number, year: number | 'unknown') {
  const { vault, call } = house.coordinator
  const newFolder = await vault.makeFolder('account', [house.team('coordination')], '2016-05-01')
  const words: AccountWords = {
    report: null, account: 'Градилиште', countries: { recruitment: ['RS'], transit: [], exploitation: ['FR'] }, forms: ['forced_labour'], sector: 'F',
    placeType: 'construction_site', places: '', acts: [], means: [], control: [], recruitment: '', recruiterRelation: '', duration: '', source: '', certainty: '',
    persons: Array.from({ length: count }, () => ({ client: newId(), status: 'presumed', minor: 'no' })), screening: null,
  }
  const doc = await vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'account/1' }, words)
  await call(situations.report, { folder: newFolder.id, year, form: 'labour', scope: 'cross_border', persons: count, newFolder, doc, newClients: [], people: [] })
}

it('prints the year as data, every figure with its definition, and a sealed one without a value', async () => {
  expect(await run('--year', '2016', '--json')).toBe(0)
  expect(printed().period).toEqual({ from: '2016-01-01', to: '2016-12-31' })
  expect(printed().figures.every((one) => one.definition.length > 20)).toBe(true)
  expect(printed().figures.find((one) => one.id === 'group.workers_abroad')?.value).toBeNull()
})

it('counts for a member what only she may open, and says how many nobody knows the year of', async () => {
  await workersInFrance(3, 2016)
  await workersInFrance(2, 'unknown')
  expect(await run('--year', '2016', '--json', '--member', 'mira', '--passphrase-file', passphraseFile)).toBe(0)
  expect(printed().figures.find((one) => one.id === 'group.workers_abroad')).toMatchObject({ value: 3, unknown: 2, by: { presumed: 3 } })
})

it('prints a table to read, in her own writing', async () => {
  expect(await run('--from', '2016-01-01', '--to', '2016-02-29', '--locale', 'sr-Latn')).toBe(0)
  expect(said(log)).toContain('Brojevi od 1. januara 2016. do 29. februara 2016.')
  expect(said(log)).toContain('0    februar 2016.')
  expect(said(log)).toContain('–  Građevinski radnici')
})

it.each([
  [[], 'which period'],
  [['--year', '16'], 'not a year'],
  [['--year', '2016', '--from', '2016-01-01'], 'either'],
  [['--from', '2016-02-30', '--to', '2016-12-31'], 'not a day'],
  [['--from', '2016-01-15', '--to', '2016-12-31'], 'cuts a month'],
  [['--from', '2017-01-01', '--to', '2016-12-31'], 'ends before'],
  [['--year', '2016', '--member', 'mira'], 'go together'],
  [['--year', '2016', '--member', 'mira', '--passphrase-file', '/nowhere'], 'cannot be read'],
  [['--year', '2016', '--locale', 'xx'], 'no locale'],
  [['--yaer', '2016'], '--yaer'],
])('says what is wrong with %j and ends with 2', async (args, sentence) => {
  expect(await run(...args)).toBe(2)
  expect(said(err)).toContain(sentence)
  expect(said(log)).toBe('')
})

it('says that a passphrase is not right, and ends with 1', async () => {
  const wrong = join(folder, 'wrong')
  writeFileSync(wrong, 'something else')
  expect(await run('--year', '2016', '--member', 'mira', '--passphrase-file', wrong)).toBe(1)
  expect(said(err)).toContain('passphrase is not right')
})

it('runs by itself on a folder where no program runs, and helps', () => {
  const command = (args: string[], data: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'figures.ts'), ...args], { encoding: 'utf8', env: { ...process.env, WAYOUT_DATA: data } })
  const counted = command(['--year', '2016', '--json'], folder)
  expect([counted.status, counted.stderr]).toEqual([0, ''])
  expect((JSON.parse(counted.stdout) as Printed).figures.find((one) => one.id === 'calls')?.value).toBe(0)
  expect(command(['--help'], folder).stdout).toContain('--year')
  const nowhere = command(['--year', '2016'], join(folder, 'nothing-here'))
  expect([nowhere.status, nowhere.stderr]).toEqual([1, expect.stringContaining('There is no house')])
})
