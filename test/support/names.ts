import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const handbook = join(import.meta.dirname, '../../docs/handbook/keys.md')

/** What the handbook promises: stable name → English accessible name. `…` and `{…}` stand for words that vary. */
function promised(): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const line of readFileSync(handbook, 'utf8').split('\n')) {
    const [, keys = '', name = ''] = line.split('|').map((cell) => cell.trim())
    for (const [, key = ''] of keys.matchAll(/`([^`]+)`/g)) names.set(key, [...(names.get(key) ?? []), name])
  }
  return names
}

const matches = (pattern: string, name: string) => new RegExp(`^${pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}|…/g, '.*')}$`, 's').test(name)
/** What stands in brackets at the end explains; "or" stands between two names of one control, or in a name. */
const fits = (pattern: string, name: string) => {
  const plain = pattern.replace(/ ?\([^()]*\)$/, '')
  return [plain, ...plain.split(' or ')].some((one) => matches(one, name))
}

/**
 * Controls of an English page whose stable or accessible name is not the one that the handbook promises, as sentences.
 * The accessible name is the browser's own.
 */
export async function brokenPromises(page: Page): Promise<string[]> {
  const known = promised()
  const cdp = await page.context().newCDPSession(page)
  const selector = 'button, a, input, select, textarea, summary, [role=radiogroup], [role=group], [role=combobox], dialog, table, output[aria-label]'
  const { result } = await cdp.send('Runtime.evaluate', { expression: `[...document.querySelectorAll('[data-key]')].filter((one) => one.matches('${selector}') && one.checkVisibility() && (!document.querySelector('dialog[open]') || one.closest('dialog[open]')))` })
  const { result: all } = await cdp.send('Runtime.getProperties', { objectId: result.objectId ?? '', ownProperties: true })
  const broken: string[] = []
  for (const { name: place, value } of all) {
    if (!/^\d+$/.test(place) || !value?.objectId) continue
    const { result: key } = await cdp.send('Runtime.callFunctionOn', { objectId: value.objectId, functionDeclaration: 'function () { return this.dataset.key }' })
    const { nodes } = await cdp.send('Accessibility.getPartialAXTree', { objectId: value.objectId, fetchRelatives: false })
    // Behind something that has just opened nobody is led to it.
    if (nodes[0]?.ignored) continue
    const said = String(nodes[0]?.name?.value ?? '')
    const names = known.get(String(key.value)) ?? known.get(`${String(key.value).split('.')[0]}.…`)
    if (!names?.some((name) => fits(name, said))) broken.push(`\`${key.value}\` | ${said}${names ? `, and not: ${names.join(' or ')}` : ''}`)
  }
  // Left attached until the page goes: Chromium ends a page's virtual authenticators with any of its sessions.
  return [...new Set(broken)]
}
