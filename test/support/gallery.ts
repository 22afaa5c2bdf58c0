import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** The product's policy without the worker's part: no inline script or style, no string becomes code. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types wayout',
].join('; ')

export type Gallery = { readonly address: string; readonly close: () => Promise<void> }

/** Builds the components' gallery as the product is built and serves it under the product's policy. */
export async function openGallery(): Promise<Gallery> {
  const root = join(import.meta.dirname, '../..')
  const outDir = await mkdtemp(join(tmpdir(), 'wayout-gallery-'))
  // Under a test runner React would be built in its development half, which is not what people get.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      manifest: false,
      // One page has nothing to share: the desk's shared script would need this page's own before it has run.
      rolldownOptions: { input: join(root, 'src/desk/ui/gallery.html'), output: { codeSplitting: true } },
    },
  })
  process.env['NODE_ENV'] = before
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery')
    const body = await readFile(join(outDir, normalize(pathname))).catch(() => undefined)
    response.writeHead(body ? 200 : 404, {
      'content-type': kinds[extname(pathname)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    })
    response.end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/ui/gallery.html`,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
