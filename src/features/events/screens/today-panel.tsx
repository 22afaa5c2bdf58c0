import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { LinkButton, Loaded, Panel, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { eventKind } from '../../../vocabulary/index.ts'
import { events } from '../contract.ts'
import { isOver } from '../rules.ts'
import { readEvents } from './read.ts'
import { eventWordsOf } from './words.ts'

/** Her next events, what waits to be counted, and who registered and was not looked at. */
export default function PreventionToday() {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const query = useQuery({
    queryKey: ['events', 'today'],
    queryFn: async () => ({ planned: await readEvents(desk, 'planned', undefined, 7), waiting: (await desk.call(events.waitingRegistrations, {})).events }),
  })
  return (
    <Panel title={say('today')} name="today.prevention" actions={<span data-chrome><LinkButton href="/prevention/event" name="event.new">{say('new')}</LinkButton></span>}>
      <Loaded query={query} lines={3}>
        {({ planned, waiting }) => (planned.length === 0 ? <p>{say('planned.none')}</p> : (
          <ul className="list">
            {planned.map((one) => {
              const came = waiting.find((some) => some.folder === one.folder)
              return (
                <li key={one.folder}>
                  <Link href={`/events/${one.folder}`} data-key="event.open">{one.words?.title || label(eventKind, one.kind)}</Link>, {formatDay(one.onDay, locale)}
                  {isOver(one, dayOf(new Date())) && <> · {say('not-counted')}</>}
                  {came && came.listed > 0 && <> · {say('today.listed', { count: came.listed })}</>}
                  {came && came.waiting > 0 && <> · {say('today.waiting', { count: came.waiting })}</>}
                  {came?.free && <> · {say('today.free')}</>}
                </li>
              )
            })}
          </ul>
        ))}
      </Loaded>
    </Panel>
  )
}
