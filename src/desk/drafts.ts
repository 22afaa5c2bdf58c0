import { useQuery } from '@tanstack/react-query'
import { openDB } from 'idb'
import { useCallback, useEffect, useRef, useState } from 'react'
import { drafts } from '../features/drafts/contract.ts'
import type { RecordId } from '../shared/ids.ts'
import { isLost, keptBeforeLeaving, readyToGive } from './draft-turn.ts'
import { useStayOpen } from './idle.ts'
import type { OpenDesk } from './session.tsx'
import { queries, useDesk } from './session.tsx'

/** Where the caret stood: the control's stable name and the selection in it. `unread`: what stood in fields that could not read it (a day half typed), by their names. */
export type Caret = { readonly control: string; readonly from: number; readonly to: number; readonly unread?: Readonly<Record<string, string>> }
export type Draft<S> = { readonly page: string; readonly at: number; readonly state: S; readonly caret: Caret | null; readonly sentAs: string | null }
export type Keeping = { readonly state: 'untouched' | 'saving' | 'saved' | 'kept' | 'failed'; readonly at?: number }

export type Kept = { readonly member: string; readonly id: string; readonly blob: string; readonly at: number }

/** Sealed drafts on this computer: what is found here without her keys is noise. */
export const local = () => openDB('wayout', 1, { upgrade: (db) => void db.createObjectStore('drafts', { keyPath: ['member', 'id'] }) })

export async function myDrafts(desk: OpenDesk): Promise<{ readonly id: RecordId; readonly draft: Draft<unknown> }[]> {
  const here = ((await (await local()).getAll('drafts')) as Kept[]).filter((kept) => kept.member === desk.me.id)
  const there = await desk.call(drafts.mine, {}).then((answer) => answer.drafts, () => [])
  const opened = await Promise.all([...here, ...there].map(async ({ id, blob }) => ({
    id: id as RecordId, draft: (await desk.keys.openDraft(id, blob).catch(() => undefined)) as Draft<unknown> | undefined,
  })))
  const newest = new Map<string, { id: RecordId; draft: Draft<unknown> }>()
  for (const { id, draft } of opened) {
    if (draft && draft.at >= (newest.get(id)?.draft.at ?? 0)) newest.set(id, { id, draft })
  }
  return [...newest.values()].sort((one, other) => other.draft.at - one.draft.at)
}

/** Read anew wherever it is looked at, and let go with the page. */
export function useMyDrafts() {
  const desk = useDesk()
  // Without network too: what is kept here is here.
  return useQuery({ queryKey: ['drafts'], networkMode: 'always', staleTime: 0, gcTime: 0, queryFn: () => myDrafts(desk) })
}

/** How many are kept on this computer, whoever wrote them: all that can be said of them without a key. */
export async function draftsHere(): Promise<number> {
  return (await local()).count('drafts')
}

export async function forgetDraft(desk: OpenDesk, id: RecordId): Promise<void> {
  await (await local()).delete('drafts', [desk.me.id, id])
}

export async function dropDraft(desk: OpenDesk, id: RecordId): Promise<void> {
  await forgetDraft(desk, id)
  await desk.call(drafts.drop, { id })
}

const rest = 350
const slowAfter = 5000

/** The address of a page that goes on with a draft. */
export const draftHref = (page: string, id: string) => `/${page}${page.includes('?') ? '&' : '?'}draft=${id}`

/** Keeps what is typed, sealed, on this computer and with the program, within a second of the last key. */
export function useKeeping<S>(id: RecordId, page: string, state: S, worthKeeping: boolean, busy: boolean) {
  const desk = useDesk()
  useStayOpen(worthKeeping)
  const caretAt = useCaret()
  const [keeping, setKeeping] = useState<Keeping>({ state: 'untouched' })
  const now = useRef({ state, worthKeeping, busy, sentAs: null as string | null, ended: false, left: false })
  now.current = { ...now.current, state, worthKeeping, busy }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keep = useRef<() => Promise<void>>(async () => {})

  const keeps = useRef<Promise<void>>(Promise.resolve())
  const keptHere = useRef<S | undefined>(undefined)

  const sends = useRef<Promise<void>>(Promise.resolve())
  const newest = useRef('')
  const again = useRef<ReturnType<typeof setTimeout>>(undefined)

  const send = useCallback(async (blob: string, at: number) => {
    if (now.current.ended || newest.current !== blob) return
    // It is safe here already; where the program takes its time, that is said meanwhile.
    const slow = setTimeout(() => setKeeping({ state: 'kept', at }), slowAfter)
    try {
      await desk.call(drafts.keep, { id, blob }).finally(() => clearTimeout(slow))
      setKeeping({ state: 'saved', at })
    } catch {
      setKeeping({ state: 'kept', at })
      // The program gets it as soon as it answers again, even when nothing more is typed. A form that was left says nothing more.
      clearTimeout(again.current)
      if (!now.current.left) again.current = setTimeout(() => void keep.current(), 5000)
    }
  }, [desk, id])
  const keepNow = useCallback(async () => {
    clearTimeout(timer.current)
    if (!now.current.worthKeeping || now.current.ended || isLost(id)) return
    const draft: Draft<S> = { page, at: Date.now(), state: now.current.state, caret: caretAt(), sentAs: now.current.sentAs }
    try {
      const blob = await desk.keys.sealDraft(id, draft)
      await (await local()).put('drafts', { member: desk.me.id, id, blob, at: draft.at } satisfies Kept)
      keptHere.current = draft.state
      if (now.current.ended) return await forgetDraft(desk, id)
      newest.current = blob
      sends.current = sends.current.then(() => send(blob, draft.at))
    } catch {
      setKeeping({ state: 'failed', at: draft.at })
    }
  }, [desk, id, page, caretAt, send])
  // One after another: a draft that is still on its way must not arrive after it was dropped. Keeping here never waits for the program:
  // one that asks for her passphrase first, or does not answer, holds no word back.
  const keepInTurn = useCallback(() => (keeps.current = keeps.current.then(keepNow)), [keepNow])
  keep.current = keepInTurn

  useEffect(() => {
    if (!worthKeeping) return
    setKeeping((was) => (was.state === 'kept' || was.state === 'failed' ? was : { state: 'saving' }))
    timer.current = setTimeout(() => void keepInTurn(), rest)
    return () => clearTimeout(timer.current)
  }, [state, worthKeeping, keepInTurn])
  useEffect(() => desk.beforeLock(async () => {
    // Kept even when no word is new: the caret may stand elsewhere.
    await keepInTurn()
    await sends.current
  }), [desk, keepInTurn])
  useEffect(() => readyToGive(id, async () => {
    if (now.current.busy) return 'saving'
    await keepInTurn()
    return now.current.worthKeeping && !now.current.ended && keptHere.current !== now.current.state ? 'not-kept' : undefined
  }), [id, keepInTurn])
  // Left before the timer: the last words are kept all the same, and a page that lists drafts, already open by then, reads them again.
  useEffect(() => {
    now.current.left = false
    return () => { now.current.left = true; clearTimeout(again.current) }
  }, [])
  useEffect(() => () => {
    if (now.current.worthKeeping && !now.current.ended && keptHere.current !== now.current.state) {
      const kept = keep.current()
      keptBeforeLeaving(id, kept)
      // A first reading on its way looked before this was kept, and would be taken for the newest.
      void kept.then(() => queries.cancelQueries({ queryKey: ['drafts'] })).then(() => queries.invalidateQueries({ queryKey: ['drafts'] }))
    }
  }, [id])

  return {
    keeping, keep: keepInTurn,
    /** Names the folder it is about to be saved in, so that a crash between sending and hearing back is no second contact. */
    sending: async (folder: string) => { now.current.sentAs = folder; await keepInTurn() },
    /** It is saved for good: the program dropped its copy in the same transaction, this computer forgets its own. */
    done: async () => { now.current.ended = true; clearTimeout(timer.current); await keeps.current; await sends.current; await forgetDraft(desk, id) },
  }
}

type TextPlace = HTMLInputElement | HTMLTextAreaElement
const isText = (at: unknown): at is TextPlace => at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && ['text', 'tel', 'search'].includes(at.type))

/** Where the caret stands, or stood last: a press on Lock takes the focus away before anything can be kept. */
function useCaret(): () => Caret | null {
  const last = useRef<TextPlace | undefined>(undefined)
  useEffect(() => {
    const see = ({ target }: Event) => { if (isText(target) && target.dataset['key'] && target.closest('main')) last.current = target }
    document.addEventListener('focusin', see)
    return () => document.removeEventListener('focusin', see)
  }, [])
  return useCallback(() => {
    const at = isText(document.activeElement) && document.activeElement.closest('main') ? document.activeElement : last.current
    if (!at?.isConnected || !at.dataset['key']) return null
    const unread = Object.fromEntries([...document.querySelectorAll<HTMLInputElement>('[data-unread]')].flatMap((field) => (field.value && field.dataset['key'] ? [[field.dataset['key'], field.value]] : [])))
    return { control: at.dataset['key'], from: at.selectionStart ?? 0, to: at.selectionEnd ?? 0, unread }
  }, [])
}

/** As if she typed it: the field that could not read it holds it again. */
function typeAgain(name: string, text: string): void {
  const field = document.querySelector<HTMLInputElement>(`input[data-key="${CSS.escape(name)}"]`)
  if (!field || field.value) return
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

export function putCaret(caret: Caret | null): void {
  if (!caret) return
  for (const [name, text] of Object.entries(caret.unread ?? {})) typeAgain(name, text)
  const control = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-key="${CSS.escape(caret.control)}"]`)
  control?.focus()
  control?.setSelectionRange?.(caret.from, caret.to)
}
