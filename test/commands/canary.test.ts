import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needlesFor, searchIn } from '../../src/commands/canary/search.ts'
import { newCanaries, sealedSchemas } from '../../src/commands/canary/words.ts'

const project = join(import.meta.dirname, '../..')

function canary(...args: string[]) {
  const ended = spawnSync(process.execPath, [join(project, 'src/commands/canary.ts'), ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } })
  return { code: ended.status, said: ended.stdout, wrong: ended.stderr }
}

describe('npm run canary', () => {
  it('says what it does', () => {
    expect(canary('--help')).toMatchObject({ code: 0, said: expect.stringContaining('every sealed field') as string })
  })

  it('begins nothing when it does not know what is asked', () => {
    expect(canary('--bogus')).toMatchObject({ code: 2, said: '', wrong: expect.stringContaining('--bogus') as string })
  })

  it('plants in every schema that a contract seals', async () => {
    const features = join(project, 'src/features')
    const named = readdirSync(features).flatMap((feature) => {
      try {
        return [...readFileSync(join(features, feature, 'contract.ts'), 'utf8').matchAll(/export const (\w+Words) =/g)].map((match) => match[1])
      } catch {
        return []
      }
    })
    expect((await sealedSchemas()).map(({ name }) => name).sort()).toEqual(named.sort())
    expect(named.length).toBeGreaterThan(6)
  })
})

describe('the search', () => {
  const ways: readonly [string, (bytes: Buffer) => Buffer][] = [
    ['as it is', (bytes) => bytes],
    ['as hex', (bytes) => Buffer.from(bytes.toString('hex'))],
    ['as base64', (bytes) => Buffer.from(bytes.toString('base64'))],
    ['as base64url', (bytes) => Buffer.from(bytes.toString('base64url'))],
  ]
  it.each(ways)('finds a name in either script, in UTF-8 and both of UTF-16, at any place, %s', (_, way) => {
    for (const word of newCanaries()) {
      const wide = Buffer.from(word, 'utf16le')
      for (const bytes of [Buffer.from(word), wide, Buffer.from(wide).swap16()]) {
        for (let before = 0; before < 4; before++) {
          const hay = way(Buffer.concat([randomBytes(before), bytes, randomBytes(5)]))
          expect(searchIn('here', hay, needlesFor(word)).length).toBeGreaterThan(0)
        }
      }
    }
  })

  it('finds it escaped in JSON, and nothing where nothing is', () => {
    const [latin = '', cyrillic = ''] = newCanaries()
    const escaped = [...cyrillic].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    expect(searchIn('here', Buffer.from(`{"a":"${escaped}"}`), needlesFor(cyrillic))).toHaveLength(1)
    expect(searchIn('here', randomBytes(100_000), [...needlesFor(latin), ...needlesFor(cyrillic)])).toEqual([])
  })
})
