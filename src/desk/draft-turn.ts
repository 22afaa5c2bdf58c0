import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { newId } from '../shared/ids.ts'
import type { RecordId } from '../shared/ids.ts'

/** `saving`: on its way to the program. `not-kept`: its last words could not be kept, so they stay where they are. */
export type WhyNot = 'saving' | 'not-kept'
/** `elsewhere`: another window of this browser writes on it. `gone`: what it wrote there was saved or thrown away. */
export type Turn = { readonly at: 'asking' | 'mine' | 'elsewhere' | 'gone'; readonly whyNot?: WhyNot }
type Said = { readonly give: string } | { readonly not: string; readonly why: WhyNot } | { readonly free: string }
type Grip = { readonly letGo: () => void; readonly ended: Promise<unknown> }

const lockPrefix = 'wayout-draft '
/** A window that does not answer is asleep; what it had was kept at its last pause. */
const answersWithin = 2000
/** A window that was closed says nothing. */
const lookEvery = 2000

const fresh = new Set<string>()
const lost = new Set<string>()
const readiness = new Map<string, () => Promise<WhyNot | undefined>>()
const lastWords = new Map<string, Promise<unknown>>()

/** The name of a draft that begins in this window: nobody else can be writing on it. */
export function newDraftId(): RecordId {
  const id = newId<'record'>()
  fresh.add(id)
  return id
}

/** How the form that writes on a draft makes ready to give it away: it keeps what stands there, or says why it cannot. */
export function readyToGive(id: string, ready: () => Promise<WhyNot | undefined>): () => void {
  readiness.set(id, ready)
  return () => void (readiness.get(id) === ready && readiness.delete(id))
}

/** What is still being kept when its form goes; the draft is let go only afterwards. */
export const keptBeforeLeaving = (id: string, kept: Promise<unknown>): void => void lastWords.set(id, kept)

/** Taken by another window without an answer from here: nothing may be written over what is written there. */
export const isLost = (id: string): boolean => lost.has(id)

/** Which drafts some window of this browser has open. */
export async function draftsOpen(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query()
  return new Set(held.flatMap(({ name }) => (name?.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : [])))
}

/** Undefined when another window has it. `ended` fails when it is taken away. */
function gripOn(id: string, how: LockOptions): Promise<Grip | undefined> {
  const granted = Promise.withResolvers<Grip | undefined>()
  const over = Promise.withResolvers<void>()
  const ended = navigator.locks.request(lockPrefix + id, how, (lock) => {
    if (!lock) return granted.resolve(undefined)
    granted.resolve({ letGo: over.resolve, ended })
    return over.promise
  })
  ended.catch(() => granted.resolve(undefined))
  return granted.promise
}

/**
 * One window of this browser writes on a draft: the one that holds its lock. Another may ask for it; the holder keeps its last
 * words, puts its form away and lets go. `isThere`: whether the draft is still kept.
 */
export function useDraftTurn(id: string | undefined, isThere: (id: string) => Promise<boolean>): Turn & { readonly takeOver: () => void } {
  const [known, setKnown] = useState<Turn & { readonly of: string }>()
  const takeOver = useRef(() => {})
  const there = useRef(isThere)
  there.current = isThere
  useEffect(() => {
    if (!id) return
    const windows = new BroadcastChannel('wayout-drafts')
    let [grip, waiting, away]: [Grip | undefined, AbortController | undefined, boolean] = [undefined, undefined, false]
    let state: Turn['at'] = 'asking'
    const tell = (said: Said) => windows.postMessage(said)
    const turn = (at: Turn['at'], whyNot?: WhyNot) => {
      state = at
      if (!away) setKnown({ of: id, at, ...(whyNot && { whyNot }) })
    }

    async function hold(how: LockOptions, waited: boolean): Promise<boolean> {
      const next = await gripOn(id as string, how)
      if (!next) return false
      if (away || grip) {
        next.letGo()
        return true
      }
      grip = next
      lost.delete(id as string)
      next.ended.catch(() => {
        if (grip !== next) return
        grip = undefined
        lost.add(id as string)
        turn('elsewhere')
      })
      turn(waited && !(await there.current(id as string)) ? 'gone' : 'mine')
      return true
    }
    async function letGo() {
      const held = grip
      grip = undefined
      fresh.delete(id as string)
      // The form puts its last words on their way in the same breath.
      await Promise.resolve()
      await lastWords.get(id as string)
      lastWords.delete(id as string)
      held?.letGo()
      await held?.ended.catch(() => undefined)
      tell({ free: id as string })
    }
    async function begin() {
      if (await hold({ ifAvailable: true }, false)) return
      // What this window itself has just left is let go in a moment.
      await new Promise((done) => setTimeout(done, 250))
      if (!away && !(await hold({ ifAvailable: true }, false))) turn('elsewhere')
    }
    async function give() {
      if (!grip) return
      const why = await readiness.get(id as string)?.()
      if (why) return tell({ not: id as string, why })
      flushSync(() => turn('elsewhere'))
      await letGo()
    }
    const tryAgain = () => void (!grip && !waiting && document.visibilityState === 'visible' && hold({ ifAvailable: true }, true))
    takeOver.current = async () => {
      if (grip || waiting) return
      waiting = new AbortController()
      const { signal } = waiting
      const timer = setTimeout(() => waiting?.abort('asleep'), answersWithin)
      tell({ give: id })
      if (!(await hold({ signal }, true)) && signal.reason === 'asleep') await hold({ steal: true }, true)
      clearTimeout(timer)
      waiting = undefined
    }
    windows.onmessage = ({ data }: MessageEvent<Said>) => {
      if ('give' in data && data.give === id) void give()
      if ('free' in data && data.free === id) tryAgain()
      if (!('not' in data) || data.not !== id || !waiting) return
      waiting.abort('refused')
      turn('elsewhere', data.why)
    }
    const looking = setInterval(() => state === 'elsewhere' && tryAgain(), lookEvery)
    document.addEventListener('visibilitychange', tryAgain)
    void begin()
    return () => {
      away = true
      waiting?.abort('left')
      document.removeEventListener('visibilitychange', tryAgain)
      clearInterval(looking)
      void letGo().finally(() => windows.close())
    }
  }, [id])
  const turn: Turn = known && known.of === id ? known : { at: !id || fresh.has(id) ? 'mine' : 'asking' }
  return { ...turn, takeOver: () => takeOver.current() }
}
