import { spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'

/** A certificate for this name alone, known to nobody: made where it is used. */
export function certificate(folder: string, name: string) {
  const files = { cert: join(folder, 'house.pem'), key: join(folder, 'house.key') }
  const making = { cert: `${files.cert}.new`, key: `${files.key}.new` }
  const made = spawnSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`,
    '-keyout', making.key, '-out', making.cert,
  ], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`)
  const pem = readFileSync(making.cert, 'utf8')
  const parsed = new X509Certificate(pem)
  const spki = createHash('sha256').update(parsed.publicKey.export({ type: 'spki', format: 'der' })).digest('base64')
  return {
    files, pem, spki, fingerprint: parsed.fingerprint256,
    /** As a renewal does it: the certificate, and a moment later the key. */
    put(): void {
      writeFileSync(files.cert, pem)
      writeFileSync(files.key, readFileSync(making.key))
    },
  }
}

/** What reaches the house under its name, trusting this certificate and no other. */
export function overTls(name: string, port: number, ca: string) {
  return {
    request: (path: string, init: RequestInit = {}) => new Promise<Response>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, servername: name, ca, agent: false, method: init.method ?? 'GET', headers: { host: `${name}:${port}`, ...(init.headers as Record<string, string>) } }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const headers = new Headers()
          for (const [key, value] of Object.entries(answer.headers)) for (const one of [value ?? []].flat()) headers.append(key, one)
          resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0, headers }))
        })
      })
      asked.on('error', reject)
      asked.end(init.body as string | undefined)
    }),
  }
}
