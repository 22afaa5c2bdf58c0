import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { clients } from '../features/clients/contract.ts'
import type { Heard } from '../shared/changes.ts'
import type { ClientId } from '../shared/ids.ts'
import type { OpenDesk } from './session.tsx'
import { useDesk } from './session.tsx'

/** `again`: the stream is back after a gap, in which anything may have happened. */
type News = { readonly heard: readonly Heard[] } | { readonly live: boolean } | { readonly again: true } | { readonly ended: true } | { readonly ask: true }

const channel = 'wayout-events'

/**
 * One stream of events for all windows of this browser, which gives an origin six connections: the window that holds the lock
 * has it and passes on what it hears. Lost, it is tried again after 2, 4, 8 … 60 seconds, and not by all desks at once.
 */
function openStream(take: (news: News) => void): () => void {
  const windows = new BroadcastChannel(channel)
  const over = new AbortController()
  windows.onmessage = ({ data }: MessageEvent<News>) => take(data)
  windows.postMessage({ ask: true } satisfies News)
  const tell = (news: News) => {
    take(news)
    windows.postMessage(news)
  }
  void navigator.locks.request(channel, { signal: over.signal }, () => keepListening(tell, windows, over.signal)).catch(() => undefined)
  return () => {
    over.abort()
    windows.close()
  }
}

function keepListening(tell: (news: News) => void, windows: BroadcastChannel, over: AbortSignal): Promise<void> {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  let [waits, live] = [2000, false]
  let lost = false
  const say = (next: boolean) => {
    lost ||= live && !next
    live = next
    tell({ live })
  }
  const later = () => {
    source.close()
    timer = setTimeout(connect, waits * (0.75 + Math.random() / 2))
    waits = Math.min(waits * 2, 60_000)
  }
  function connect() {
    source = new EventSource('/api/events')
    source.onopen = () => {
      waits = 2000
      say(true)
      if (lost) tell({ again: true })
      lost = false
    }
    source.onmessage = ({ data }: MessageEvent<string>) => tell({ heard: JSON.parse(data) as Heard[] })
    source.addEventListener('ended', () => {
      say(false)
      tell({ ended: true })
      later()
    })
    source.onerror = () => {
      if (live) say(false)
      if (source.readyState === EventSource.CLOSED) later()
    }
  }
  windows.addEventListener('message', ({ data }: MessageEvent<News>) => { if ('ask' in data) windows.postMessage({ live } satisfies News) })
  connect()
  return new Promise((done) => over.addEventListener('abort', () => {
    clearTimeout(timer)
    source.close()
    done()
  }))
}

const hearers = new Set<(heard: Heard) => void>()

/** Lists look again by themselves, a little later and all at once; a page of one record is asked first: looking is an entry in the ledger. */
export function useLive(): { readonly live: boolean; readonly ended: number } {
  const desk = useDesk()
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  const [ended, setEnded] = useState(0)
  const now = useRef(desk)
  now.current = desk
  useEffect(() => {
    const waiting = new Map<string, Heard>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const stale = (...queryKey: string[]) => void queries.invalidateQueries({ queryKey })
    async function look() {
      if (document.visibilityState === 'hidden') return
      const heard = [...waiting.values()]
      waiting.clear()
      const kinds = new Set(heard.map((one) => one.kind))
      if (kinds.has('contact')) stale('contacts', 'list')
      if (kinds.has('hand-over')) stale('hand-overs')
      if (kinds.has('memorandum')) stale('memoranda')
      if (kinds.has('request')) stale('requests')
      if (heard.some((one) => one.kind === 'directory' && !one.mine)) stale('directory')
      if (kinds.has('event')) stale('events')
      if (kinds.has('campaign')) stale('campaigns')
      if (kinds.has('activist')) stale('activists')
      if (kinds.has('house')) {
        for (const key of ['notices', 'invites', 'members']) stale(key)
        // Who looks after members sees it at once, and so does she whose own work or teams have changed.
        if (kinds.has('member') || now.current.may('accounts:manage')) await now.current.relearn().catch(() => undefined)
      }
      await learnCards(now.current, heard).catch(() => undefined)
      // A page that is told has the new card at hand when it is asked to show it.
      for (const one of heard) for (const hear of hearers) hear(one)
      if (kinds.has('card') || kinds.has('restricted')) for (const key of [['clients', 'recent'], ['agreed'], ['card']]) stale(...key)
      // What was read before must not stay under an error: it may be hers to read no longer.
      for (const one of heard) if (one.kind === 'restricted' && one.id) for (const page of ['clients', 'openings']) void queries.resetQueries({ queryKey: [page, one.id] })
      if (kinds.has('restricted')) void queries.resetQueries({ queryKey: ['contacts'] })
    }
    const soon = () => { timer ??= setTimeout(() => { timer = undefined; void look() }, 1000 + Math.random() * 1500) }
    function take(news: News) {
      if ('live' in news) setLive(news.live)
      if ('ended' in news) setEnded((times) => times + 1)
      if ('again' in news) {
        for (const key of ['hand-overs', 'presence', 'notices', 'glass', 'memoranda', 'requests', 'directory', 'events', 'campaigns', 'activists', 'invites', 'members']) stale(key)
        stale('contacts', 'list')
        // However short the gap, somebody may have been restricted in it: she is found no longer, and no page that was read before is kept.
        for (const key of ['contacts', 'clients', 'openings']) queries.removeQueries({ queryKey: [key], type: 'inactive' })
        if (now.current.may('clients:find')) void now.current.readCards()
      }
      if (!('heard' in news)) return
      for (const heard of news.heard) {
        // Whose account was closed, or who left, is on the strip no longer.
        if (heard.kind === 'presence' || heard.kind === 'house') stale('presence')
        if (heard.kind === 'glass') for (const key of ['glass', 'notices']) stale(key)
        if (heard.kind === 'member') for (const key of ['notices', 'sessions']) stale(key)
        waiting.set(`${heard.kind} ${heard.id ?? ''} ${heard.mine}`, heard)
      }
      soon()
    }
    const close = openStream(take)
    document.addEventListener('visibilitychange', soon)
    return () => {
      close()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', soon)
    }
  }, [queries])
  return { live, ended }
}

/** What others wrote on cards is found by the next keystroke. */
async function learnCards(desk: OpenDesk, heard: readonly Heard[]): Promise<void> {
  const changed = heard.flatMap((one) => ((one.kind === 'card' && !one.mine || one.kind === 'restricted') && one.id ? [one.id as ClientId] : []))
  if (!changed.length || !desk.may('clients:find')) return
  for (let at = 0; at < changed.length; at += 200) {
    await learnThese(desk, changed.slice(at, at + 200))
  }
}

/** These cards as they stand; whoever does not come is not hers to find any more. */
export async function learnThese(desk: OpenDesk, wanted: readonly ClientId[]): Promise<void> {
  if (!wanted.length) return
  const { cards, joined } = await desk.call(clients.cardsOf, { clients: [...wanted] })
  await desk.keys.learnJoined(joined)
  await desk.keys.dropCards(wanted.filter((client) => !cards.some((card) => card.client === client)))
  desk.tellBad((await desk.keys.learnCards(cards)).quarantined.filter(({ reason }) => reason !== 'not-held'))
  // They are found at once. Who signed them is looked at now, and not only when all are read the next time.
  void desk.keys.verifyLater().then(desk.tellBad, () => undefined)
}

/** Whether somebody else wrote on this record since it was opened here; `forget` once it was looked at anew. */
export function useWrittenMeanwhile(id: string): { readonly written: boolean; readonly forget: () => void } {
  const [written, setWritten] = useState(false)
  useEffect(() => {
    setWritten(false)
    const hear = (heard: Heard) => { if (heard.id === id && !heard.mine) setWritten(true) }
    hearers.add(hear)
    return () => void hearers.delete(hear)
  }, [id])
  return { written, forget: () => setWritten(false) }
}
