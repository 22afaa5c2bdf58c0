import { useQuery } from '@tanstack/react-query'
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useDesk } from '../../../desk/session.tsx'
import { Disclosure, useWords } from '../../../desk/ui/index.ts'
import { dictionary } from '../../../shared/words.ts'
import { presence } from '../contract.ts'
import type { Presence } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }
import css from './presence.module.css'

const words = dictionary(cyrl, en)
const sayEvery = 60_000

const calls = new Set<symbol>()
const watchers = new Set<() => void>()
const tellWatchers = () => { for (const watch of watchers) watch() }
const watchCalls = (watch: () => void) => { watchers.add(watch); return () => void watchers.delete(watch) }

/** A contact that is being written is a call she is on. */
export function useOnCall(writing: boolean): void {
  useEffect(() => {
    if (!writing) return
    const call = Symbol('call')
    calls.add(call)
    tellWatchers()
    return () => {
      calls.delete(call)
      tellWatchers()
    }
  }, [writing])
}

type Here = { readonly state: Presence; readonly choose: (state: 'free' | 'away') => void }
const HereContext = createContext<Here>({ state: 'free', choose: () => {} })

/** Says how she is, again every minute, until the desk locks. */
export function PresenceProvider({ children }: { readonly children: ReactNode }) {
  const desk = useDesk()
  const [chosen, setChosen] = useState<'free' | 'away'>('free')
  const onCall = useSyncExternalStore(watchCalls, () => calls.size > 0)
  const state: Presence = onCall ? 'call' : chosen
  const { call, beforeLock } = desk
  const takesContacts = desk.may('contacts:take')
  useEffect(() => {
    if (!takesContacts) return
    // What waits for her passphrase is not said a second time: it would all be sent at once when she unlocks.
    let saying = false
    const say = () => {
      if (saying) return
      saying = true
      void call(presence.be, { state }).catch(() => undefined).then(() => { saying = false })
    }
    say()
    const timer = setInterval(say, sayEvery)
    return () => clearInterval(timer)
  }, [call, state, takesContacts])
  useEffect(() => (takesContacts ? beforeLock(async () => { await call(presence.leave, {}).catch(() => undefined) }) : undefined), [call, beforeLock, takesContacts])
  const choose = useCallback((next: 'free' | 'away') => setChosen(next), [])
  const here = useMemo(() => ({ state, choose }), [state, choose])
  return <HereContext value={here}>{children}</HereContext>
}

/** Who is here, in the strip: names and one word each. Never how long, never how many. */
export function PresenceStrip() {
  const say = useWords(words)
  return (
    <div className={css.strip} role="group" aria-label={say('strip')}>
      <Me name="presence.me" />
      <Others more />
    </div>
  )
}

/** The same on Today, folded: all of them, however little room the strip has. */
export function PresencePanel() {
  const say = useWords(words)
  return (
    <div className={css.panel} data-chrome>
      <Disclosure summary={say('strip')} name="presence.open">
        <div className={css.unfolded}><Me name="presence.me-phone" /><Others /></div>
      </Disclosure>
    </div>
  )
}

function Me({ name }: { readonly name: string }) {
  const { me } = useDesk()
  const say = useWords(words)
  const { state, choose } = use(HereContext)
  return (
    <label className={css.me}>
      <span>{say('me', { name: me.shown })}</span>
      <select data-key={name} value={state} disabled={state === 'call'} onChange={(event) => choose(event.target.value === 'away' ? 'away' : 'free')}>
        <option value="free">{say('state.free')}</option>
        <option value="away">{say('state.away')}</option>
        {state === 'call' && <option value="call">{say('state.call')}</option>}
      </select>
    </label>
  )
}

const order: Readonly<Record<Presence, number>> = { call: 0, free: 1, away: 2 }

/** `more`: on one line, and of those for whom it has no room it says how many there are and where they are read. */
function Others({ more = false }: { readonly more?: boolean }) {
  const desk = useDesk()
  const say = useWords(words)
  // Silence takes somebody off the strip without anything being told, so it is asked for now and then.
  const query = useQuery({ queryKey: ['presence'], refetchInterval: sayEvery, queryFn: () => desk.call(presence.here, {}).then((answer) => answer.members) })
  const others = (query.data ?? []).filter((one) => one.member !== desk.me.id).toSorted((one, other) => order[one.state] - order[other.state])
  const list = useRef<HTMLUListElement>(null)
  const cut = useCutOff(list, others.map((one) => one.member + one.state).join())
  return (
    <>
      <ul ref={list} className={css.others} data-key="presence.others">
        {others.map(({ member, state }) => <li key={member} data-value={state}>{say(`other.${state}`, { name: desk.memberShown(member) })}</li>)}
      </ul>
      {more && cut > 0 && <Link className={css.more} href="/" data-key="presence.more">{say('more', { count: cut })}</Link>}
    </>
  )
}

/** How many of a line wrapped out of sight, or are longer than it. */
function useCutOff(list: { readonly current: HTMLElement | null }, written: string): number {
  const [cut, setCut] = useState(0)
  useEffect(() => {
    const line = list.current
    if (!line) return
    const measure = () => setCut([...line.children].filter((one) => one instanceof HTMLElement && (one.offsetTop >= line.offsetTop + line.clientHeight || one.offsetWidth > line.clientWidth)).length)
    const seen = new ResizeObserver(measure)
    seen.observe(line)
    measure()
    return () => seen.disconnect()
  }, [list, written])
  return cut
}
