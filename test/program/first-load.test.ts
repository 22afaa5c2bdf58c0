import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'

const project = join(import.meta.dirname, '../..')
const built = join(project, 'dist/desk')
type Chunk = { readonly file: string; readonly src?: string; readonly isEntry?: boolean; readonly imports?: readonly string[] }

beforeAll(() => buildDesk(project))

describe('the desk’s first load of script: what every page needs, Today, and the key worker', () => {
  it('stays under 200 kB (gzip), and the key worker carries nothing that only shapes need', () => {
    const chunks = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
    const files = new Set<string>()
    const take = (chunk: Chunk | undefined) => {
      if (!chunk || files.has(chunk.file)) return
      files.add(chunk.file)
      for (const name of chunk.imports ?? []) take(chunks[name])
    }
    for (const chunk of Object.values(chunks)) if ((chunk.isEntry && chunk.file !== 'door/register.js') || chunk.src === 'today.tsx') take(chunk)
    const worker = readdirSync(join(built, 'assets')).filter((name) => name.startsWith('keys-worker') && name.endsWith('.js'))
    expect(worker).toHaveLength(1)
    const all = [...files, ...worker.map((name) => `assets/${name}`)].map((file) => readFileSync(join(built, file)))
    expect(all.length).toBeGreaterThan(3)
    expect(all.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThan(200_000)
    expect(all.at(-1)?.includes('_zod')).toBe(false)
  })
})
