import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { learnThese } from '../../../desk/live.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { breakGlass } from '../contract.ts'
import { useOpenings } from './openings.ts'
import { glassWords } from './words.ts'

type Opening = OutputOf<typeof breakGlass.forAll>['openings'][number]

/**
 * On the desk of a coordinator who asked: once another one agreed, the halves are put together here, and nowhere else; at its hour
 * what was opened leaves this desk too.
 */
export default function GlassKeeper() {
  const desk = useDesk()
  const say = useWords(glassWords)
  const tell = useTell()
  const queries = useQueryClient()
  const { data } = useOpenings()
  const done = useRef(new Set<RecordId>())
  useEffect(() => {
    // Ended before its hour, by somebody else.
    for (const one of data ?? []) if (new Date(one.until) <= new Date() && done.current.delete(one.id) && one.client) void learnThese(desk, [one.client]).then(look, () => undefined)
    const timers = (data ?? []).filter((one) => one.askedBy === desk.me.id && one.client && new Date(one.until) > new Date()).map((one) => {
      if (!done.current.has(one.id)) {
        done.current.add(one.id)
        open(desk, one).catch(() => { done.current.delete(one.id); tell(say('running.failed')) }).finally(() => void look())
      }
      return setTimeout(() => void learnThese(desk, one.client ? [one.client] : []).then(look, () => undefined), new Date(one.until).getTime() - Date.now() + 1000)
    })
    return () => timers.forEach(clearTimeout)
    function look() {
      for (const key of [['glass', 'page'], ['glass', 'all']]) void queries.invalidateQueries({ queryKey: key })
      for (const key of [['clients'], ['contacts'], ['card']]) void queries.resetQueries({ queryKey: key })
    }
  }, [data, desk, queries, say, tell])
  return null
}

async function open(desk: OpenDesk, { id, agreedBy, client }: Opening): Promise<void> {
  const { halves } = await desk.call(breakGlass.halves, { request: id })
  const box = halves[0]?.mine.box
  if (!box || !client) return
  const holds = await desk.keys.openGlass({ id, box }, agreedBy, halves, dayOf(new Date()))
  await desk.call(breakGlass.open, { request: id, holds })
  await learnThese(desk, [client])
}
