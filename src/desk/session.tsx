import { QueryClient } from '@tanstack/react-query'
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { house as houseContract } from '../features/house/contract.ts'
import { passkeys } from '../features/passkeys/contract.ts'
import { sessions } from '../features/sessions/contract.ts'
import { caller } from '../shared/call.ts'
import type { Call } from '../shared/call.ts'
import type { OutputOf } from '../shared/endpoint.ts'
import type { TeamId } from '../shared/ids.ts'
import { pauseAfter } from '../shared/patiently.ts'
import { Problem } from '../shared/problem.ts'
import { may } from '../shared/roles.ts'
import type { Permission } from '../shared/roles.ts'
import { VaultRefusal } from '../vault/vault.ts'
import type { Quarantined } from '../vault/vault.ts'
import { nameSession } from './browser-name.ts'
import { keepBundle } from './bundle.ts'
import { followLedger } from './follow-ledger.ts'
import type { LedgerSeen } from './follow-ledger.ts'
import { freshKeys } from './fresh-keys.ts'
import { startKeys } from './keys/keys.ts'
import type { Keys } from './keys/keys.ts'
import { renewAfterLock } from './new-build.ts'
import { askAhead, readCards } from './read-cards.ts'
import type { Cards } from './read-cards.ts'
import { useSettings } from './settings.tsx'

export type House = OutputOf<typeof houseContract.keys>
export type Member = House['members'][number]

/** What every screen of an open desk has in hand. */
export type OpenDesk = {
  readonly me: Member
  readonly house: House
  readonly keys: Keys
  /** Speaks to the program; when the session has ended meanwhile it waits for her passphrase and sends again. */
  readonly call: Call
  readonly may: (permission: Permission) => boolean
  readonly team: (kind: House['teams'][number]['kind']) => TeamId
  /** Teams I sit in. */
  readonly mine: readonly TeamId[]
  readonly memberShown: (id: string | null) => string
  readonly relearn: () => Promise<Quarantined[]>
  /** What did not hold and is therefore not used. */
  readonly quarantined: readonly Quarantined[]
  /** What the ledger looked like when she unlocked. */
  readonly ledger: LedgerSeen
  readonly cards: Cards
  readonly readCards: () => Promise<void>
  /** What was found not to hold while the desk is open. */
  readonly tellBad: (bad: readonly Quarantined[]) => void
  readonly lock: (why?: WhyLocked) => Promise<void>
  /** Runs before the keys go: drafts are sealed here. Returns how to take it back. */
  readonly beforeLock: (run: () => Promise<void>) => () => void
  /** While somebody asks for it the desk does not lock by itself. Returns how to take it back. */
  readonly stayOpen: () => () => void
  readonly staysOpen: () => boolean
}

/** `idle`: nobody was there. `elsewhere`: the session was ended from another device, or the account closed. `window`: another window of this browser was locked. */
export type WhyLocked = 'idle' | 'elsewhere' | 'window'

type Stage =
  | { readonly at: 'starting' | 'unfounded' | 'unreachable' | 'waiting' }
  | { readonly at: 'locked'; readonly why?: WhyLocked | undefined }
  | { readonly at: 'open'; readonly open: Opened; readonly expired: boolean }
type Opened = { readonly me: Member; readonly house: House; readonly keys: Keys; readonly quarantined: readonly Quarantined[]; readonly ledger: LedgerSeen }

export type Session = {
  readonly stage: Stage
  readonly call: Call
  /** `code`: the six digits, where she has set up a second step. */
  readonly signIn: (name: string, secret: string, by: 'passphrase' | 'recovery', code?: string) => Promise<void>
  readonly signInByPasskey: () => Promise<void>
  readonly look: () => Promise<void>
  readonly toLocked: () => void
}

const SessionContext = createContext<(Session & { readonly desk: OpenDesk | undefined }) | undefined>(undefined)
const patient = (within: number) => caller((path, init) => fetch(path, init), within)
/** A piece of a file on a slow line takes half of it; a line that is dead and says nothing would be waited for without end. */
export const bare = patient(45_000)
/** Whether anybody is there. */
const knock = patient(10_000)
/** Who locks and leaves, leaves every window of this browser. */
const otherWindows = new BroadcastChannel('wayout-locked')
/** Where much was read the page waits as long as it is told, and asks again by itself; whatever else went wrong is said at once. */
export const whileSlowed = { retry: (_: number, problem: unknown) => pauseAfter(problem) !== undefined, retryDelay: (_: number, problem: unknown) => (pauseAfter(problem) ?? 1) * 1000 }
export const queries = new QueryClient({ defaultOptions: { queries: {
  ...whileSlowed, retry: (times, problem) => times < 1 || whileSlowed.retry(times, problem), staleTime: 15_000, refetchOnWindowFocus: false,
} } })
// Nothing looks at it between two visits of the list; a lock takes it away with everything else.
queries.setQueryDefaults(['contacts-narrowed'], { gcTime: Infinity })

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [stage, setStage] = useState<Stage>({ at: 'starting' })
  const [cards, setCards] = useState<Cards>('loading')
  const { take } = useSettings()
  /** Folders made here that no answer has shown yet. */
  const made = useRef(new Set<string>())
  /** Colleagues whose names were not known here when they were to be shown. */
  const newcomers = useRef(new Set<string>())
  const hooks = useRef(new Set<() => Promise<void>>())
  const openBy = useRef(new Set<symbol>())
  const opened = useRef<Opened | undefined>(undefined)
  const locking = useRef(false)
  const renewed = useRef<PromiseWithResolvers<void> | undefined>(undefined)
  /** Cards that do not hold, as far as they were looked at. */
  const [bad, setBad] = useState<readonly Quarantined[]>([])
  const tellBad = useCallback((keys: Keys, more: readonly Quarantined[]) => {
    if (opened.current?.keys !== keys || !more.length) return
    setBad((before) => [...before, ...more.filter(({ what }) => !before.some((one) => one.what === what))])
    // What was shown of it goes from every page.
    for (const page of ['clients', 'agreed', 'card']) void queries.invalidateQueries({ queryKey: [page] })
  }, [])
  const learnAll = useCallback(async (keys: Keys, member: string, ahead?: ReturnType<typeof askAhead>) => {
    setBad([])
    setCards(await readCards({ keys, call: bare, member, found: (more) => tellBad(keys, more) }, ahead))
  }, [tellBad])

  const look = useCallback(async () => {
    const answer = await knock(houseContract.isFounded, {}).catch(() => undefined)
    // Asked several times of a slow program: what is answered after the first changes nothing any more.
    setStage((now) => now.at === 'open' || now.at === 'locked' || now.at === 'waiting' ? now : { at: answer === undefined ? 'unreachable' : answer.founded ? 'locked' : 'unfounded' })
  }, [])
  useEffect(() => void look(), [look])

  const lock = useCallback(async (why?: WhyLocked) => {
    if (locking.current) return
    locking.current = true
    // Drafts are sealed on this computer at once; a program that does not answer must not keep the desk open.
    const seal = (within: number) => Promise.race([Promise.allSettled([...hooks.current].map((run) => run())), new Promise((done) => setTimeout(done, within))])
    await seal(1500)
    // What was typed while the program was still being told.
    await seal(500)
    if (why !== 'elsewhere' && why !== 'window') void bare(sessions.signOut, {}).catch(() => undefined)
    if (why !== 'window') otherWindows.postMessage('locked')
    opened.current?.keys.end()
    opened.current = undefined
    renewed.current = undefined
    openBy.current.clear()
    made.current.clear()
    newcomers.current.clear()
    queries.clear()
    setCards('loading')
    setBad([])
    setStage({ at: 'locked', why })
    locking.current = false
    renewAfterLock()
  }, [])

  useEffect(() => {
    const locked = () => void (opened.current && lock('window'))
    otherWindows.addEventListener('message', locked)
    return () => otherWindows.removeEventListener('message', locked)
  }, [lock])

  const stayOpen = useCallback(() => {
    const asked = Symbol('open')
    openBy.current.add(asked)
    return () => void openBy.current.delete(asked)
  }, [])
  const staysOpen = useCallback(() => openBy.current.size > 0, [])

  const call = useCallback<Call>(async (shape, input) => {
    try {
      return await bare(shape, input)
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === 'session-ended') void lock('elsewhere')
      if (!(problem instanceof Problem) || problem.kind !== 'not-signed-in' || locking.current) throw problem
      renewed.current ??= Promise.withResolvers<void>()
      setStage((now) => (now.at === 'open' && !now.expired ? { ...now, expired: true } : now))
      await renewed.current.promise
      return bare(shape, input)
    }
  }, [lock])

  // While she is asked for her passphrase over the page the desk stays the one it was: a new one would have everything say anew what just went unanswered.
  const stands = stage.at === 'open' ? stage.open : undefined
  const enter = useCallback(async (prove: (keys: Keys) => Promise<SignedIn>) => {
    const before = stands
    const keys = startKeys()
    let begun = false
    try {
      const answer = await prove(keys)
      begun = true
      if (before && before.me.id !== answer.member) throw new Problem('wrong-passphrase')
      if (answer.state === 'waiting') {
        keys.end()
        return setStage({ at: 'waiting' })
      }
      if (before) {
        keys.end()
        void nameSession({ keys: before.keys, call: bare }, answer.session)
        setStage({ at: 'open', open: before, expired: false })
        renewed.current?.resolve()
        renewed.current = undefined
        return
      }
      const { settings } = await keys.unlock(answer.member, answer.userKey, answer.bundle)
      const cardsAsked = askAhead({ keys, call: bare, member: answer.member })
      const house = await bare(houseContract.keys, {})
      const quarantined = await keys.learnHouse(house)
      // Only now is it known which key the house's root leads to. Whatever the ledger says, and should it say nothing, the desk opens.
      const ledgerSeen = soon(followLedger({ keys, call: bare }), { trouble: undefined, strange: [], head: null })
      const me = house.members.find((member) => member.id === answer.member)
      if (!me) throw new Problem('not-found')
      rememberName(me.name)
      take(settings)
      const open = { me, house, keys, quarantined, ledger: await ledgerSeen }
      opened.current = open
      setStage({ at: 'open', open, expired: false })
      void nameSession({ keys, call: bare }, answer.session)
      void keepBundle({ keys, call: bare }, undefined, answer).catch(() => undefined)
      if (may(me.roles, 'clients:find')) void learnAll(keys, me.id, cardsAsked)
    } catch (problem) {
      keys.end()
      // A session that opened no desk is ended again. One of somebody else (her passkey, on a shared computer) may carry nothing of this one.
      if (begun) await bare(sessions.signOut, {}).catch(() => undefined)
      throw problem
    }
  }, [stands, take, learnAll])

  const signIn = useCallback((name: string, secret: string, by: 'passphrase' | 'recovery', code?: string) =>
    enter(async (keys) => bare(sessions.signIn, { name, authKey: await proofOf(keys, name, secret, by), by, ...(code && { code }) })), [enter])
  const signInByPasskey = useCallback(() => enter(async (keys) => {
    // Comes when it is asked for: the first load is for everybody.
    const { askPasskey } = await import('./passkeys.ts')
    const { assertion, secret } = await askPasskey((await bare(passkeys.challenge, {})).challenge)
    await keys.takePasskey(secret ?? noKeyIn())
    return bare(passkeys.signIn, { assertion })
  }), [enter])

  const desk = useMemo<OpenDesk | undefined>(() => {
    if (!stands) return undefined
    const { me, house, quarantined, ledger } = stands
    // What is known while one thing is being written: a desk that has learnt something new is drawn anew only afterwards.
    let known = house
    const relearn = async () => {
      const next = await call(houseContract.keys, {})
      known = next
      const bad = await stands.keys.learnHouse(next)
      setStage((now) => (now.at === 'open' ? { ...now, open: { ...now.open, house: next, quarantined: bad, me: next.members.find(({ id }) => id === now.open.me.id) ?? now.open.me } } : now))
      void keepBundle({ keys: stands.keys, call: bare }).catch(() => undefined)
      return bad
    }
    const knownEpoch = (holder: string) => holder === known.organisation.id ? known.recoveries.length
      : Math.max(known.members.find((one) => one.id === holder)?.keys ?? 0, ...known.epochs.filter((one) => one.team === holder).map((one) => one.epoch))
    const keys = freshKeys(stands.keys, { call, knownEpoch, relearn, made: made.current })
    /** Somebody has come since this desk was unlocked: the house is learnt anew, once for her, and then her name stands there. */
    const newcomer = (id: string | null) => {
      if (id && !newcomers.current.has(id)) {
        newcomers.current.add(id)
        setTimeout(() => void relearn().catch(() => newcomers.current.delete(id)))
      }
      return '–'
    }
    /** Somebody left a team while this desk was open: its keys are learnt anew, and whoever wrote presses again. */
    const learning: Call = async (shape, input) => {
      try {
        return await call(shape, input)
      } catch (problem) {
        if (problem instanceof Problem && problem.kind === 'keys-changed') {
          made.current.clear()
          await relearn()
        }
        throw problem
      }
    }
    return {
      me, house, keys, call: learning, quarantined: bad.length ? [...quarantined, ...bad] : quarantined, ledger, cards, relearn,
      may: (permission) => may(me.roles, permission),
      team: (kind) => house.teams.find((team) => team.kind === kind)?.id ?? missingTeam(kind),
      mine: [...new Set(house.seats.filter((seat) => seat.wrap !== null).map((seat) => seat.holder as TeamId))],
      memberShown: (id) => house.members.find((member) => member.id === id)?.shown ?? newcomer(id),
      readCards: () => learnAll(stands.keys, me.id),
      tellBad: (more) => tellBad(stands.keys, more),
      lock,
      beforeLock(run) {
        hooks.current.add(run)
        return () => void hooks.current.delete(run)
      },
      stayOpen, staysOpen,
    }
  }, [stands, call, cards, bad, learnAll, tellBad, lock, stayOpen, staysOpen])

  const toLocked = useCallback(() => setStage({ at: 'locked' }), [])
  const session = useMemo(() => ({ stage, call: bare, signIn, signInByPasskey, look, desk, toLocked }), [stage, signIn, signInByPasskey, look, desk, toLocked])
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession() {
  return use(SessionContext) ?? outside()
}

/** The open desk. Screens are mounted inside it only. */
export function useDesk(): OpenDesk {
  return useSession().desk ?? outside()
}

type SignedIn = OutputOf<typeof sessions.signIn>

/** An authenticator that once gave a key and now gives none: her other ways in work. */
function noKeyIn(): never {
  throw new VaultRefusal('passkey-no-key')
}

const nameKept = 'wayout.name'
/** For this window alone, so that unlocking asks for the passphrase only. */
const rememberName = (name: string) => sessionStorage.setItem(nameKept, name)
export const rememberedName = () => sessionStorage.getItem(nameKept) ?? ''

async function proofOf(keys: Keys, name: string, secret: string, by: 'passphrase' | 'recovery'): Promise<string> {
  if (by === 'recovery') return (await keys.proveByCode(secret)).authKey
  const { salt, kdf } = await bare(sessions.saltFor, { name })
  return (await keys.prove(secret, salt, kdf)).authKey
}

/** What comes within a second, else what is known without it. */
function soon<T>(work: Promise<T>, otherwise: T): Promise<T> {
  return Promise.race([work.catch(() => otherwise), new Promise<T>((done) => setTimeout(() => done(otherwise), 1000))])
}

function outside(): never {
  throw new Error('outside an open desk')
}

function missingTeam(kind: string): never {
  throw new Error(`no team of kind ${kind}`)
}
