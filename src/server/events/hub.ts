import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Change, Heard } from '../../shared/changes.ts'
import { may } from '../../shared/roles.ts'
import type { Role } from '../../shared/roles.ts'
import type { Told } from './bell.ts'

type Listener = { readonly token: Uint8Array; readonly put: (text: string) => void; readonly close: () => void }
type Hears = { readonly token: Uint8Array; readonly member: string; readonly held: readonly string[]; readonly roles: readonly Role[] }

const gathers = 250
const beatsEvery = 25_000
const mostOfOneSession = 8

/**
 * Who listens on this node, and what each may hear. One question to the database serves all listeners: who of them is still
 * signed in, and which of the folders each holds. A session that ended ends its streams.
 */
export function openHub(pool: Kysely<unknown>, tell: (told: readonly Told[]) => Promise<void>) {
  const listeners = new Set<Listener>()
  const [toTell, toHear]: [Told[], Told[]] = [[], []]
  let [telling, hearing, ended] = [false, false, false]

  /** One after another, so that under many writes one question answers for all that came meanwhile. */
  async function tellAll() {
    if (telling) return
    telling = true
    await rest()
    const now = toTell.splice(0)
    // Hints, not records: a desk that misses one looks again when its stream comes back.
    await tell(unique(now)).catch(() => undefined)
    telling = false
    if (toTell.length && !ended) void tellAll()
  }

  async function hearAll() {
    if (hearing) return
    hearing = true
    await rest()
    await hand(unique(toHear.splice(0))).catch(() => undefined)
    hearing = false
    if (toHear.length && !ended) void hearAll()
  }

  async function hand(told: readonly Told[]) {
    const all = [...listeners]
    if (!all.length) return
    const folders = told.flatMap(({ change }) => ('folder' in change ? [change.folder] : []))
    const { rows } = await sql<Hears>`select token, member, held, roles from who_hears(${all.map((one) => Buffer.from(one.token))}::bytea[], ${folders}::uuid[])`.execute(pool)
    const standing = new Map(rows.map((row) => [nameOf(row.token), row]))
    for (const one of all) {
      const row = standing.get(nameOf(one.token))
      if (!row) end(one)
      else one.put(told.length ? message(told.filter(({ change }) => hears(row, change)), row.member) : ': \n\n')
    }
  }

  function end(one: Listener) {
    one.put('event: ended\ndata: {}\n\n')
    one.close()
    listeners.delete(one)
  }

  const beat = setInterval(() => void hand([]).catch(() => undefined), beatsEvery)
  beat.unref()

  return {
    /** After the write is committed. */
    changed(by: string | null, changes: readonly Change[]) {
      if (!changes.length) return
      toTell.push(...changes.map((change) => ({ by, change })))
      void tellAll()
    },
    hear(told: readonly Told[]) {
      toHear.push(...told)
      void hearAll()
    },
    stream(token: Uint8Array): ReadableStream<Uint8Array> {
      const encoder = new TextEncoder()
      let mine: Listener | undefined
      return new ReadableStream<Uint8Array>({
        start(controller) {
          const put = (text: string) => {
            // A reader that takes nothing is let go; her desk comes back by itself.
            if ((controller.desiredSize ?? 0) < -1000) return mine && end(mine)
            if (text) controller.enqueue(encoder.encode(text))
          }
          mine = { token, put, close: () => { try { controller.close() } catch { /* The reader went first. */ } } }
          const same = [...listeners].filter((one) => nameOf(one.token) === nameOf(token))
          if (same.length >= mostOfOneSession && same[0]) { same[0].close(); listeners.delete(same[0]) }
          listeners.add(mine)
          put('retry: 3000\n\n')
        },
        cancel() {
          if (mine) listeners.delete(mine)
        },
      })
    },
    listeners: () => listeners.size,
    end() {
      ended = true
      clearInterval(beat)
      for (const one of listeners) one.close()
      listeners.clear()
    },
  }
}

export type Hub = ReturnType<typeof openHub>

const rest = () => new Promise<void>((resolve) => { setTimeout(resolve, gathers).unref() })
const nameOf = (token: Uint8Array) => Buffer.from(token).toString('base64url')

function unique(told: readonly Told[]): Told[] {
  return [...new Map(told.map((one) => [JSON.stringify(one), one])).values()]
}

function hears(row: Hears, change: Change): boolean {
  if ('folder' in change) return row.held.includes(change.folder)
  if (change.kind === 'restricted') return may(row.roles, 'clients:find')
  if (change.kind === 'presence') return may(row.roles, 'contacts:take')
  return change.kind !== 'member' || change.id === row.member
}

function message(told: readonly Told[], member: string): string {
  if (!told.length) return ''
  const heard = told.map(({ by, change }): Heard => ({ kind: change.kind, ...('id' in change && { id: change.id }), mine: by === member }))
  return `data: ${JSON.stringify(heard)}\n\n`
}
