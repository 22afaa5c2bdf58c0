/** The house burnt down: what is left is a backup, its sheet, and the recovery sheets. On a new machine somebody new gets in with them. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { command, houseWithSheets } from '../support/backups.ts'
import { browser } from '../support/house.ts'
import { freePort, run } from '../support/program.ts'
import { enter, openPapers, replaceBy } from '../support/recovering.ts'

let house: Awaited<ReturnType<typeof houseWithSheets>>
beforeAll(async () => { house = await houseWithSheets() })
afterAll(() => house.close())

/** The newest backup on another machine, and the program over it. */
async function elsewhere(name: string) {
  const data = join(house.folder, name)
  const restored = await command('restore', { WAYOUT_DATA: data }, house.file('full'), '--identity', house.sheet)
  expect(restored).toMatchObject({ code: 0 })
  return run({ ...house.env, WAYOUT_DATA: data, PORT: String(await freePort()) })
}

/** Somebody who was never there before reads what the teams sealed. */
async function comesBack(origin: string, sheets: readonly string[], name: string) {
  const back = await enter({ request: (path, init) => fetch(origin + path, init) }, sheets, name)
  expect(back).toMatchObject({ state: 'active', quarantined: [], notHeld: [], closed: [] })
  const { contacts: listed } = await back.call(contacts.list, { limit: 50 })
  expect(listed).toHaveLength(2)
  for (const { folder } of listed) {
    const { served } = await back.call(contacts.one, { folder })
    expect(await back.vault.admit(served)).toEqual([])
    expect((await back.vault.openDocs(served.docs)).map(({ quarantined }) => quarantined)).toEqual(served.docs.map(() => undefined))
  }
}

describe('a backup and the recovery sheets on a new machine', () => {
  it('bring the whole house back without any member: by the sheet of the founding', async () => {
    expect(await house.backup()).toMatchObject({ code: 0 })
    const program = await elsewhere('by-the-sheet')
    try {
      await comesBack(program.origin, [house.founded.sheet], 'povratak')
    } finally {
      program.kill('SIGTERM')
      await program.ended
    }
  }, 240_000)

  it('and by two of three that took its place, while that sheet opens the door no more', async () => {
    const { sheets } = await replaceBy(house.coordinator, [house.founded.sheet], '2-of-3', house.team('coordination'))
    expect(await house.backup()).toMatchObject({ code: 0 })
    const program = await elsewhere('by-shares')
    try {
      const nobody = browser({ request: (path, init) => fetch(program.origin + path, init) })
      await expect(openPapers(nobody, [house.founded.sheet])).rejects.toMatchObject({ kind: 'wrong-papers' })
      await comesBack(program.origin, sheets.slice(1), 'povratak')
    } finally {
      program.kill('SIGTERM')
      await program.ended
    }
  }, 240_000)
})
