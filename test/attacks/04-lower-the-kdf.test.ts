import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeyring } from '../../src/desk/keys/keyring.ts'
import { kdfFloor } from '../../src/vault/accounts.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, named, passphraseOf, unlock } from '../support/desk.ts'

const salt = 'AAAAAAAAAAAAAAAAAAAAAA'

describe('a server that asks for less stretching than the client was built with', () => {
  it('gets no proof, whichever parameter it lowers and by however little', async () => {
    const { memoryKiB, passes, lanes } = kdfFloor
    const lower = fc.oneof(
      fc.record({ memoryKiB: fc.integer({ min: -1, max: memoryKiB - 1 }), passes: fc.constant(passes), lanes: fc.constant(lanes) }),
      fc.record({ memoryKiB: fc.constant(memoryKiB), passes: fc.integer({ min: -1, max: passes - 1 }), lanes: fc.constant(lanes) }),
      fc.record({ memoryKiB: fc.constant(memoryKiB), passes: fc.constant(passes), lanes: fc.integer({ min: -1, max: lanes - 1 }) }),
      fc.record({ memoryKiB: fc.constantFrom(Number.NaN, -Infinity), passes: fc.constant(passes), lanes: fc.constant(lanes) }),
    )
    const keyring = createKeyring()
    await fc.assert(fc.asyncProperty(lower, async (kdf) => {
      await expect(keyring.prove('five long words of hers', salt, kdf)).rejects.toMatchObject({ reason: 'kdf-too-weak' })
      await expect(keyring.proofAnew('five long words of hers', 'passphrase', salt, kdf)).rejects.toMatchObject({ reason: 'kdf-too-weak' })
    }))
  })

  describe('seen from her desk', () => {
    let browser: Browser
    let desk: Awaited<ReturnType<typeof deskHouse>>
    beforeAll(async () => {
      desk = await deskHouse()
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser.close()
      await desk.close()
    })

    it('is refused in words, nothing is sent, and a true answer opens', async () => {
      const context = await device(browser)
      const page = await context.newPage()
      let sent = 0
      page.on('request', (request) => void (request.method() === 'POST' && request.url().endsWith('/api/sessions') && sent++))
      await page.route('**/api/sessions/salt', async (route) => {
        const answer = (await (await route.fetch()).json()) as { salt: string; kdf: object }
        await route.fulfill({ json: { ...answer, kdf: { ...answer.kdf, memoryKiB: 1024 } } })
      }, { times: 1 })
      await page.goto(desk.origin)
      await named(page, 'unlock.name').fill('mira')
      await named(page, 'unlock.passphrase').fill(passphraseOf('mira'))
      await page.keyboard.press('Enter')
      await page.getByText('weaker protection than is allowed').waitFor()
      expect(sent).toBe(0)
      await unlock(page, 'mira', passphraseOf('mira'))
      expect(sent).toBe(1)
      await context.close()
    }, 60_000)
  })
})
