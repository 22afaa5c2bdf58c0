import { X509Certificate } from 'node:crypto'
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import type { Logger } from 'pino'
import { StartRefusal } from './database/refusal.ts'

/** PEM files: the certificate with those between it and the root, and its key. */
export type TlsFiles = { readonly cert: string; readonly key: string }

export function tlsFrom(cert: string | undefined, key: string | undefined): TlsFiles | undefined {
  if (!cert && !key) return undefined
  if (cert && key) return { cert, key }
  throw new StartRefusal('Only one of WAYOUT_TLS_CERT and WAYOUT_TLS_KEY is set.', 'Set both, or neither.')
}

/** Names and addresses the certificate is for. */
export function namesIn(files: TlsFiles): string[] {
  const { subjectAltName = '' } = new X509Certificate(pairIn(files).cert)
  return subjectAltName.split(', ').filter((one) => /^(DNS|IP Address):/.test(one)).map((one) => one.slice(one.indexOf(':') + 1))
}

/** Throws a sentence when the two are not there or do not belong together. */
function pairIn({ cert, key }: TlsFiles) {
  const pair = read(cert, key)
  try {
    createSecureContext(pair)
    return pair
  } catch (error) {
    throw new StartRefusal(`The certificate and the key of WAYOUT_TLS_CERT and WAYOUT_TLS_KEY do not work together: ${(error as Error).message}`, 'Give the certificate in PEM, and the key that it was made for.')
  }
}

function read(cert: string, key: string) {
  try {
    return { cert: readFileSync(cert), key: readFileSync(key) }
  } catch {
    throw new StartRefusal('The files of WAYOUT_TLS_CERT and WAYOUT_TLS_KEY are not there.', 'Correct the two settings.')
  }
}

/** A server over TLS that takes up renewed files by itself and says so to whoever comes without. */
export function tlsServer(files: TlsFiles, origin: string, log: Pick<Logger, 'error'>) {
  return (_: unknown, listener: RequestListener): Server => {
    const server = createServer({ ...pairIn(files), minVersion: 'TLSv1.2' }, listener)
    refusePlain(server, origin)
    takeUpRenewed(server, files, log)
    return server
  }
}

/** Renewal replaces one file after the other: a pair that does not fit yet is not taken, and the next change is looked at again. */
function takeUpRenewed(server: Server, files: TlsFiles, log: Pick<Logger, 'error'>): void {
  const look = () => {
    try {
      server.setSecureContext({ ...pairIn(files), minVersion: 'TLSv1.2' })
    } catch {
      log.error('the renewed certificate and its key do not work together; the old ones stay')
    }
  }
  for (const file of [files.cert, files.key]) watchFile(file, { interval: 2000, persistent: false }, look)
  server.on('close', () => { for (const file of [files.cert, files.key]) unwatchFile(file, look) })
}

const firstByteOfTls = 0x16
const patience = 10_000

/** Whoever writes http:// by mistake reads where the house is, instead of a connection that breaks off. Nothing is asked or answered without TLS. */
function refusePlain(server: Server, origin: string): void {
  const listeners = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  const words = `This house answers over https only: ${origin}\n`
  const refusal = `HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(words)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n${words}`
  server.on('connection', (socket: Socket) => {
    const give = () => socket.destroy()
    socket.setTimeout(patience, give)
    socket.once('error', give)
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0)
      socket.off('timeout', give)
      if (first[0] !== firstByteOfTls) return socket.end(refusal)
      socket.pause()
      socket.unshift(first)
      for (const listen of listeners) listen.call(server, socket)
    })
  })
}
