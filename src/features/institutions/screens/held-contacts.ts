import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useDesk } from '../../../desk/session.tsx'
import type { Day } from '../../../shared/calendar.ts'
import { joined, shareRead, toRead, touches } from '../held.ts'
import type { Held, Span } from '../held.ts'
import { openContacts } from '../open-contacts.ts'
import type { OpenedContact } from '../open-contacts.ts'

type Reading = { readonly contacts: number; readonly back: Day; /** From 0 to 1. */ readonly share: number; /** Seconds the program asked for. */ readonly waits: number }
export type HeldState =
  | { readonly at: 'reading'; readonly so: Reading }
  /** `so`: how far it had come. */
  | { readonly at: 'stopped'; readonly so: Reading; readonly broken?: { readonly by: unknown } }
  | { readonly at: 'held' }

const key = ['institution-contacts'] as const

/**
 * The contacts of a period, read once: what stands open stays so while she looks at it and a few minutes longer, and another period reads the days that
 * are missing. Recorded or taken back elsewhere, all of it is read anew when she comes back.
 */
export function useHeldContacts(period: Span) {
  const desk = useDesk()
  const latest = useRef(desk)
  const queries = useQueryClient()
  const kept = useQuery<Held>({ queryKey: key, queryFn: skipToken, staleTime: Infinity })
  const [state, setState] = useState<HeldState>({ at: 'reading', so: beginning(period) })
  const [again, setAgain] = useState(0)
  const running = useRef<AbortController>(undefined)
  const ended = useRef<Promise<unknown>>(Promise.resolve())
  const gone = useRef(false)
  const { from, to } = period
  useEffect(() => { latest.current = desk })
  useEffect(() => {
    gone.current = false
    return () => { gone.current = true }
  }, [])

  useEffect(() => {
    const mine = new AbortController()
    running.current = mine
    // One at a time: what the one before has opened is not asked for again.
    ended.current = ended.current.then(readOn)
    return () => mine.abort()

    async function readOn() {
      const known = () => (queries.getQueryState<Held>(key)?.isInvalidated ? undefined : queries.getQueryData<Held>(key))
      const show = (now: HeldState) => { if (running.current === mine && !gone.current) setState(now) }
      const spans = toRead(known(), { from, to })
      let so = beginning({ from, to })
      for (const [at, span] of spans.entries()) {
        const before = so.contacts
        const tell = (more: Partial<Reading>) => {
          so = { ...so, waits: 0, ...more }
          if (!mine.signal.aborted) show({ at: 'reading', so })
        }
        tell({})
        const { held, broken } = await openContacts(span, {
          call: latest.current.call, keys: latest.current.keys, signal: mine.signal,
          came: (contacts, back) => tell({ contacts: before + contacts, back, share: shareRead(spans, at, back) }), pausing: (waits) => tell({ waits }),
        })
        // A page that was left, by a lock too, leaves nothing more behind.
        if (gone.current) return
        const there = known()
        // Half of what is newer does not reach what is held.
        if (held && !(broken && there && !touches(there, held))) queries.setQueryData<Held>(key, joined(there, held))
        if (broken) return show({ at: 'stopped', so, ...(!mine.signal.aborted && { broken }) })
      }
      show({ at: 'held' })
    }
  }, [from, to, again, queries])

  return {
    held: kept.data, state,
    stop: () => running.current?.abort(),
    goOn: () => setAgain((times) => times + 1),
    /** One contact as it is now; undefined: it was taken back. Nothing else is read anew for it. */
    put(id: string, now: OpenedContact | undefined) {
      const held = queries.getQueryData<Held>(key)
      if (!held) return
      const contacts = new Map(held.contacts)
      if (now) contacts.set(id, now)
      else contacts.delete(id)
      queries.setQueryData<Held>(key, { ...held, contacts })
    },
  }
}

const beginning = ({ to }: Span): Reading => ({ contacts: 0, back: to, share: 0, waits: 0 })
