import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createApp } from '../../src/server/http.ts'
import { features } from '../../src/server/registry.ts'

it('openapi.json is what the program serves (npm run openapi renews it)', async () => {
  const app = createApp({ features, pools: {} as never, house: {} as never, log: pino({ level: 'silent' }) })
  const served = (await (await app.request('/openapi.json')).json()) as object
  expect(JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8'))).toEqual(served)
})
