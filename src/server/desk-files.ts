import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { workerSecurityPolicy } from './security.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
}

/**
 * The built desk: hashed files for ever, the page itself never from a cache, every other address is the page. But not that of a hashed file
 * which is gone with its build: kept for ever under its name, the page would stand in its place when the same build comes again.
 */
export function serveDesk(app: Hono, folder: string): void {
  app.get('/*', (http) => {
    const wanted = normalize(decodeURIComponent(http.req.path)).replace(/^(\.\.[/\\])+/, '')
    const file = join(folder, wanted)
    const hashed = wanted.startsWith('/assets/')
    const found = file.startsWith(folder) && existsSync(file) && statSync(file).isFile() ? file : join(folder, 'index.html')
    if (hashed && found !== file) return http.text('This file is of another build.', 404, { 'cache-control': 'no-store' })
    if (!existsSync(found)) return http.text('The desk is not built: npm run build', 503)
    const headers: Record<string, string> = {
      'content-type': types[extname(found)] ?? 'application/octet-stream',
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-store',
      ...(/\/keys-[^/]*\.js$/.test(found) && { 'content-security-policy': workerSecurityPolicy }),
    }
    return http.body(Readable.toWeb(createReadStream(found)) as ReadableStream, 200, headers)
  })
}
