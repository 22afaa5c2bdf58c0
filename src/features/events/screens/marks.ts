import { useCallback, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { forgetDraft } from '../../../desk/drafts.ts'
import { useStayOpen } from '../../../desk/idle.ts'
import { keepHere, keptHere } from '../../../desk/kept-here.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { useTell } from '../../../desk/ui/index.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { marked } from '../rules.ts'
import type { Mark } from '../rules.ts'
import { readParticipants, writeParticipant } from './read.ts'
import type { Register } from './read.ts'

const rest = 5000
const notAnswered = (problem: unknown) => problem instanceof Problem && (problem.kind === 'not-ready' || problem.kind === 'no-room')

/**
 * Presses at the door of the room. While the program does not answer they are kept on this device, sealed, and go by themselves when it
 * does; who left the page finds them under Today.
 */
export function useMarks(event: FolderId) {
  const desk = useDesk()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<readonly Mark[]>([])
  const [busy, setBusy] = useState<string>()
  const now = useRef(waiting)
  const sending = useRef(false)
  useStayOpen(waiting.length > 0)

  const put = useCallback(async (next: readonly Mark[]) => {
    now.current = next
    setWaiting(next)
    await (next.length ? keepHere(desk, event, `events/${event}/check-in`, next) : forgetDraft(desk, event as string as RecordId))
  }, [desk, event])
  const read = useCallback(() => queries.invalidateQueries({ queryKey: ['events', event, 'participants'] }), [queries, event])

  /** All presses for one person are one writing; somebody else may have written her meanwhile, and stays. */
  const write = useCallback(async (person: string, marks: readonly Mark[], known: Register) => {
    const there = known.people.find((one) => one.doc.id === person)
    const words = there?.words ?? marks.find((one) => one.words)?.words
    if (!words) return
    const one = { ...words, present: marked(person, words.present, marks) }
    await writeParticipant(desk, event, known.register, there ? { ...there, words: one } : { doc: undefined, id: person, words: one })
  }, [desk, event])

  const sendAll = useCallback(async () => {
    if (sending.current || !now.current.length) return
    sending.current = true
    try {
      while (now.current.length) {
        const person = now.current[0]?.person ?? ''
        const hers = now.current.filter((one) => one.person === person)
        await write(person, hers, await readParticipants(desk, event)).catch((problem: unknown) => {
          if (notAnswered(problem) || (problem instanceof Problem && problem.kind === 'changed-meanwhile')) throw problem
          tell(plainly(problem))
        })
        await put(now.current.filter((one) => !hers.includes(one)))
      }
    } catch {
      // The next turn tries again.
    } finally {
      sending.current = false
      await read()
    }
  }, [desk, event, plainly, put, read, tell, write])

  // What waited when the page was left or the device locked.
  useEffect(() => {
    void keptHere(desk, event).then((kept) => {
      if (Array.isArray(kept) && kept.length && !now.current.length) setWaiting((now.current = kept as Mark[]))
    })
  }, [desk, event])
  const waits = waiting.length > 0
  useEffect(() => {
    if (!waits) return
    void sendAll()
    const timer = setInterval(() => void sendAll(), rest)
    addEventListener('online', sendAll)
    return () => {
      clearInterval(timer)
      removeEventListener('online', sendAll)
    }
  }, [waits, sendAll])

  /** True when it is written or waits; what speaks against it was told. */
  async function press(mark: Mark, known: Register): Promise<boolean> {
    // What is pressed after something that waits waits behind it.
    if (now.current.length) return put([...now.current, mark]).then(() => true)
    setBusy(mark.words ? 'new' : mark.person)
    try {
      await write(mark.person, [mark], known)
      return true
    } catch (problem) {
      if (notAnswered(problem)) return await put([...now.current, mark]).then(() => true)
      tell(plainly(problem))
      return false
    } finally {
      await read()
      setBusy(undefined)
    }
  }
  /** Nothing of hers waits any more. */
  const drop = async (person: string) => { if (now.current.some((one) => one.person === person)) await put(now.current.filter((one) => one.person !== person)) }
  return { waiting, busy, press, drop }
}
