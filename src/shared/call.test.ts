import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { caller } from './call.ts'
import { endpoint } from './endpoint.ts'

const asked = endpoint({ method: 'get', path: '/api/asked', may: 'anyone', as: 'app', says: '', input: z.object({}), output: z.object({ founded: z.boolean() }) })

/** A program of which only this much comes. */
async function onlySays(said: string | undefined, work: (origin: string) => Promise<void>) {
  const server = createServer((_, response) => {
    if (said !== undefined) response.writeHead(200, { 'content-type': 'application/json' }).write(said)
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  server.closeAllConnections()
  server.close()
}

describe('a line that is dead and says nothing', () => {
  it.each([['takes the request and never answers', undefined], ['breaks off in the middle of its answer', '{"founded":']])('%s: after a while nobody answers, and what is waited for ends', async (_, said) => {
    await onlySays(said, async (origin) => {
      const call = caller((path, init) => fetch(origin + path, init), 200)
      await expect(call(asked, {})).rejects.toMatchObject({ kind: 'not-ready' })
    })
  })
})
