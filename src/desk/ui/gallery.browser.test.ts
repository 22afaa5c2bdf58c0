import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, openBrowser } from '../../../test/support/browser.ts'
import { openGallery } from '../../../test/support/gallery.ts'
import type { Gallery } from '../../../test/support/gallery.ts'

const pages = ['contacts', 'clients', 'figures', 'house']
const locales = ['sr-Cyrl', 'sr-Latn', 'en']
const themes = ['light', 'dark', 'night']
const widths = [1366, 360]

let gallery: Gallery
let browser: Browser

beforeAll(async () => {
  gallery = await openGallery()
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

async function at(width: number, wanted: Record<string, string>, use: (page: Page) => Promise<void>) {
  const phone = width < 500
  const context = await browser.newContext({ viewport: { width, height: 768 }, hasTouch: phone, isMobile: phone })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${gallery.address}?${new URLSearchParams(wanted)}`)
  await page.waitForSelector('main h1')
  await use(page)
  await context.close()
  expect(complaints).toEqual([])
}

/** What axe finds under WCAG 2.2 A and AA and, for text, at 7:1. */
async function violations(page: Page, only?: string[]): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async (rules) => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe }
    const found = await inPage.run(document, {
      resultTypes: ['violations'],
      runOnly: rules ?? {
        type: 'tag',
        values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
      rules: { 'color-contrast-enhanced': { enabled: true } },
    })
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
  }, only)
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

describe('the components', () => {
  for (const locale of locales) {
    for (const width of widths) {
      it(`break no rule of axe in ${locale} at ${width} px`, async () => {
        for (const name of pages) {
          await at(width, { page: name, locale, theme: 'light' }, async (page) => {
            expect(await violations(page), name).toEqual([])
            expect(await overflow(page), name).toBeLessThanOrEqual(0)
          })
        }
      }, 60_000)
    }
  }

  for (const theme of themes) {
    it(`keep text at 7:1 in the ${theme} theme`, async () => {
      for (const name of pages) {
        await at(1366, { page: name, locale: 'en', theme }, async (page) => {
          expect(await violations(page, ['color-contrast', 'color-contrast-enhanced']), name).toEqual([])
        })
      }
    }, 60_000)
  }

  it('follow the theme of the computer until told otherwise', async () => {
    await at(1366, { locale: 'en', theme: 'system' }, async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      await page.emulateMedia({ colorScheme: 'light' })
      const light = await paper()
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await paper()).not.toBe(light)
    })
  })

  for (const width of [1366, 360, 320]) {
    it(`stay within ${width} px when read from right to left`, async () => {
      for (const name of pages) {
        await at(width, { page: name, locale: 'sr-Cyrl', dir: 'rtl' }, async (page) => {
          expect(await overflow(page), name).toBeLessThanOrEqual(0)
        })
      }
    })
  }

  it('offer targets of 44 px on a phone', async () => {
    for (const name of pages) {
      await at(360, { page: name, locale: 'sr-Cyrl' }, async (page) => {
        const small = await page.evaluate(() => {
          const targets = document.querySelectorAll('button, nav a, summary, select, textarea, main input')
          return [...targets]
            .filter((target) => target.checkVisibility() && !target.closest('[class*=skip]'))
            .map((target) => ({ target, box: target.getBoundingClientRect() }))
            .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
            .map(({ target, box }) => `${target.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)
        })
        expect(small, name).toEqual([])
      })
    }
  })

  it('never hide what has the focus under the strip, the foot or the floating button', async () => {
    for (const width of widths) {
      for (const name of pages) {
        await at(width, { page: name, locale: 'sr-Cyrl' }, async (page) => {
          for (const key of ['Tab', 'Shift+Tab']) expect(await hiddenWhileWalking(page, key), name).toEqual([])
        })
      }
    }
  }, 60_000)

  it('leave the chrome out on paper', async () => {
    await at(1366, { page: 'clients', locale: 'sr-Cyrl', theme: 'night' }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      const seen = await page.evaluate(() => [...document.querySelectorAll('[data-chrome]')].filter((one) => one.checkVisibility()))
      expect(seen).toEqual([])
      const colours = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.documentElement)
        return { backgroundColor, color }
      })
      expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' })
    })
  })
})

async function hiddenWhileWalking(page: Page, key: string): Promise<string[]> {
  const hidden: string[] = []
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press(key)
    const name = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return null
      const box = focused.getBoundingClientRect()
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20))
      const over = at?.closest('header, nav, [class*=foot], [class*=new]')
      return over && !over.contains(focused) ? focused.outerHTML.slice(0, 120) : null
    })
    if (name) hidden.push(name)
  }
  return hidden
}
