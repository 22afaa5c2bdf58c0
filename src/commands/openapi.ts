import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApi } from '../server/openapi.ts'
import { features } from '../server/registry.ts'

if (process.argv.includes('--help')) {
  console.log('npm run openapi\n\nWrites openapi.json anew from the contracts. A test fails while the file differs from what the program serves.')
  process.exit(0)
}
writeFileSync(join(import.meta.dirname, '../../openapi.json'), `${JSON.stringify(openApi(features), null, 2)}\n`)
console.log('openapi.json is up to date.')
