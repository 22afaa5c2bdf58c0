import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { RecordId } from '../shared/ids.ts'
import { Problem } from '../shared/problem.ts'
import { useAnswersAgain } from './answers-again.ts'
import { newDraftId } from './draft-turn.ts'
import { draftHref, dropDraft, myDrafts, putCaret, useKeeping } from './drafts.ts'
import type { Caret } from './drafts.ts'
import { leadToUnfit, leadToWrong } from './lead.ts'
import { usePlainly } from './problems.ts'
import { sentOnce } from './sent-once.ts'
import type { Compose } from './sent-once.ts'
import { queries, useDesk, whileSlowed } from './session.tsx'
import { useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** Where a form begins: blank, or as it was left. `page` is its address without the draft's name. */
export type Begun<S> = { readonly id: RecordId; readonly page: string; readonly state: S; readonly caret: Caret | null }

/**
 * Loads what a form needs and the draft that its address names. The address takes the draft's name without loading
 * anything anew: a lock or a crash comes back to the same words. `whenKept` learns more for a form that was left.
 */
export function useBegun<S extends object, More extends object>(page: string, load: () => Promise<{ readonly blank: S; readonly more: More }>, whenKept?: (state: S) => Promise<Partial<More> | undefined>) {
  const desk = useDesk()
  const [search] = useSearchParams()
  const wanted = search.get('draft')
  const [fresh] = useState(newDraftId)
  const id = (wanted ?? fresh) as RecordId
  useEffect(() => {
    if (!wanted) history.replaceState(history.state, '', draftHref(page, fresh))
  }, [wanted, fresh, page])
  return useQuery({
    queryKey: ['begun', page, id], staleTime: Infinity, gcTime: 0, ...whileSlowed,
    queryFn: async (): Promise<{ readonly begun: Begun<S>; readonly more: More }> => {
      const kept = wanted ? (await myDrafts(desk)).find((one) => one.id === id)?.draft : undefined
      const { blank, more } = await load()
      const state = kept ? { ...blank, ...(kept.state as S) } : blank
      return { begun: { id, page, state, caret: kept?.caret ?? null }, more: { ...more, ...(kept && (await whenKept?.(state))) } }
    },
  })
}

/** A form whose words are kept while they are typed, and which is saved once however often it is sent. */
export function useKeptForm<S extends object>({ id, page, state: begin, caret }: Begun<S>) {
  const desk = useDesk()
  const say = useWords(deskWords)
  const plainly = usePlainly()
  const [state, setState] = useState(begin)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const keeper = useKeeping(id, page, state, state !== begin, busy)
  const [send] = useState(sentOnce<S>)
  const again = useAnswersAgain(keeper, state)
  useEffect(() => putCaret(caret), [caret])

  /**
   * True when it is kept for good. What went wrong stands in `error`, and nothing typed is lost. What got no answer is sent again by itself
   * when the program answers, as long as she writes nothing else. `onChanged`: somebody else wrote meanwhile, which is a question and no error.
   */
  async function save(compose: Compose<S>, of: S = state, onChanged?: () => Promise<void>): Promise<boolean> {
    if (busy) return false
    again.stop()
    setError(undefined)
    if (leadToUnfit()) return false
    for (;;) {
      const answer = await sendIt(compose, of, onChanged)
      if (answer !== 'unanswered' || !(await again.wait())) return answer === true
      setError(undefined)
    }
  }

  async function sendIt(compose: Compose<S>, of: S, onChanged?: () => Promise<void>): Promise<boolean | 'unanswered'> {
    setBusy(true)
    try {
      await send(of, compose)
      await keeper.done()
      await dropDraft(desk, id).catch(() => undefined)
      // Whatever was saved may be counted; figures are read anew when they are looked at.
      void queries.invalidateQueries({ queryKey: ['figures'], refetchType: 'none' })
      return true
    } catch (problem) {
      const changed = problem instanceof Problem && problem.kind === 'changed-meanwhile'
      if (changed && onChanged && (await onChanged().then(() => true, () => false))) return false
      setError(say('not-sent', { why: plainly(problem) }))
      return problem instanceof Problem && problem.kind === 'not-ready' && 'unanswered'
    } finally {
      setBusy(false)
    }
  }
  /** She presses: whatever comes of it, what she was told before is over, and she is led to the first answer that keeps it from being saved. */
  const pressed = () => {
    setError(undefined)
    leadToWrong()
  }
  return { state, busy, error, pressed, save, keeping: keeper.keeping, change: (some: Partial<S>) => setState((now) => ({ ...now, ...some })) }
}
