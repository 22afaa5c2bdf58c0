import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drafts } from '../../src/features/drafts/contract.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import { Problem } from '../../src/shared/problem.ts'
import { found, signIn } from '../support/house.ts'
import { place, run, until } from '../support/program.ts'
import { smallDisk } from '../support/small-disk.ts'

const isRoot = process.getuid?.() === 0

it.runIf(isRoot)('a full disk: no write is lost that was acknowledged, each refused one says why, it goes on by itself when there is room, and ends when it is told to', async () => {
  const here = await place()
  const disk = smallDisk(here.data, '220m')
  if (!disk) return console.warn('SKIPPED: nothing may be mounted here')
  try {
    const program = await run(here.env)
    const { coordinator } = await found({ request: (path, init) => fetch(program.origin + path, init) }, fromBase64url(program.setupSecret ?? ''))
    const filler = join(here.data, 'filler')
    const fill = () => {
      const { bavail, bsize } = statfsSync(here.data)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 8 * 1024 * 1024)))
    }
    fill()
    // Random bytes, which the database cannot make smaller; each draft is overwritten by none.
    const keep = () => {
      const id = newId<'record'>()
      const blob = toBase64url(crypto.getRandomValues(new Uint8Array(65_536))) + toBase64url(crypto.getRandomValues(new Uint8Array(65_536)))
      return coordinator.call(drafts.keep, { id, blob }).then(() => id as string)
    }
    const kept: string[] = []
    const refusals = new Set<string>()
    while (refusals.size === 0) await keep().then((id) => kept.push(id), (problem: unknown) => refusals.add(problem instanceof Problem ? problem.kind : String(problem)))
    for (let n = 0; n < 5; n++) await keep().then((id) => kept.push(id), (problem: unknown) => refusals.add(problem instanceof Problem ? problem.kind : String(problem)))
    expect([...refusals].filter((kind) => kind !== 'no-room' && kind !== 'not-ready')).toEqual([])
    rmSync(filler)
    await until(() => keep().then((id) => kept.push(id) > 0, () => false))
    const there = (await coordinator.call(drafts.mine, {})).drafts.map((draft) => draft.id as string)
    expect(there).toEqual(expect.arrayContaining(kept.slice(-50)))
    expect(program.said.err).toMatch(/^(There is no room left on the disk of the database\. Nothing is lost; it goes on by itself when there is room\.\n)*$/)
    fill()
    while (await keep().then((id) => kept.push(id) > 0, () => false)) continue
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    rmSync(filler)
    const again = await run(here.env)
    const mira = await signIn({ request: (path, init) => fetch(again.origin + path, init) }, 'mira', 'mira has five long words')
    expect((await mira.call(drafts.mine, {})).drafts.map((draft) => draft.id as string)).toEqual(expect.arrayContaining(kept.slice(-40)))
    again.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  } finally {
    await here.remove().catch(() => undefined)
    disk.remove()
    rmSync(here.folder, { recursive: true, force: true })
  }
})
