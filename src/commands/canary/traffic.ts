import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export type Recorder = Awaited<ReturnType<typeof recordTraffic>>

/** Stands between the members and the program, and keeps every byte of both directions as it went over the wire. */
export async function recordTraffic(port: number) {
  const kept: Buffer[][] = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const program = connect(port, '127.0.0.1')
    for (const [from, to] of [[client, program], [program, client]] as const) {
      const parts: Buffer[] = []
      kept.push(parts)
      sockets.add(from)
      from.on('data', (part: Buffer) => parts.push(part))
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => sockets.delete(from))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Each direction of each connection in one piece, so that a word across two packets is whole. */
    streams: (): readonly Buffer[] => kept.map((parts) => Buffer.concat(parts)),
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
