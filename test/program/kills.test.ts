import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drafts } from '../../src/features/drafts/contract.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import { found, signIn } from '../support/house.ts'
import { isAlive, killNow, place, run, until } from '../support/program.ts'
import type { Run } from '../support/program.ts'

let here: Awaited<ReturnType<typeof place>>
let program: Run

beforeEach(async () => {
  here = await place()
  program = await run(here.env)
})
afterEach(() => here.remove())

const over = (origin: string) => ({ request: (path: string, init?: RequestInit) => fetch(origin + path, init) })

/** Founds the house and keeps saving until the server is gone; answers what was acknowledged. */
async function saveUntilGone(kill: () => void) {
  const { coordinator } = await found(over(program.origin), fromBase64url(program.setupSecret ?? ''))
  const acknowledged: string[] = []
  for (let gone = false; !gone; ) {
    const id = newId<'record'>()
    gone = await coordinator.call(drafts.keep, { id, blob: toBase64url(crypto.getRandomValues(new Uint8Array(300))) }).then(() => false, () => true)
    if (!gone) acknowledged.push(id)
    if (!gone && acknowledged.length === 25) kill()
  }
  return acknowledged
}

async function keptIn(origin: string) {
  const { call } = await signIn(over(origin), 'mira', 'mira has five long words')
  return (await call(drafts.mine, {})).drafts.map((draft) => draft.id as string)
}

describe('npm start', () => {
  it('shows an empty house its set-up link, serves the desk, and leaves nothing running after Ctrl-C', async () => {
    expect(program.said.out).toMatch(/^Wayout is ready at http:\/\/127\.0\.0\.1:\d+\nThis house is empty\. Set it up, once, at http\S+\/set-up#[\w-]{43}\n$/)
    expect(await (await fetch(program.origin)).text()).toContain('<title>Wayout</title>')
    const { program: pid, postgres } = here.pids()
    expect([pid, postgres].map(isAlive)).toEqual([true, true])
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect([pid, postgres].map(isAlive)).toEqual([false, false])
    expect(program.said.err).toBe('')
  })

  it('comes up with every acknowledged write after the program was killed', async () => {
    const acknowledged = await saveUntilGone(() => killNow(here.pids().program))
    await program.ended
    program = await run(here.env)
    expect(program.setupSecret).toBeUndefined()
    expect(await keptIn(program.origin)).toEqual(expect.arrayContaining(acknowledged))
  })

  it('comes up with every acknowledged write after the script that started it was killed', async () => {
    const acknowledged = await saveUntilGone(() => program.kill('SIGKILL'))
    program = await run(here.env)
    expect(program.said.err).toBe('')
    expect(await keptIn(program.origin)).toEqual(expect.arrayContaining(acknowledged))
  })

  it('starts PostgreSQL again under itself when that was killed, and every acknowledged write is there', async () => {
    const first = here.pids().postgres
    const acknowledged = await saveUntilGone(() => killNow(first))
    await until(async () => (await fetch(`${program.origin}/api/house/founded`)).ok)
    expect(program.said.err).toBe('')
    expect(here.pids().postgres).not.toBe(first)
    expect(await keptIn(program.origin)).toEqual(expect.arrayContaining(acknowledged))
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(isAlive(here.pids().postgres)).toBe(false)
  })

  it('is started anew with every acknowledged write when program and PostgreSQL were killed together', async () => {
    const { program: pid, postgres } = here.pids()
    const acknowledged = await saveUntilGone(() => [pid, postgres].forEach(killNow))
    await program.ended
    program = await run(here.env)
    expect(await keptIn(program.origin)).toEqual(expect.arrayContaining(acknowledged))
  })
})
