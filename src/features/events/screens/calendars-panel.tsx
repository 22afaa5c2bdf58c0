import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Disclosure, Loaded, Notice, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { toBase64url } from '../../../shared/bytes.ts'
import { hashOf } from '../../../shared/hash.ts'
import { newId } from '../../../shared/ids.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { events } from '../contract.ts'
import { eventWordsOf } from './words.ts'

/** Her events in the calendar of a telephone: days, hours and a quiet word. The address is shown once and can be ended. */
export function CalendarsPanel() {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [made, setMade] = useState<string>()
  const query = useQuery({ queryKey: ['calendars'], queryFn: () => desk.call(events.calendars, {}).then((answer) => answer.calendars) })
  const again = () => queries.invalidateQueries({ queryKey: ['calendars'] })
  async function make() {
    const token = crypto.getRandomValues(new Uint8Array(32))
    try {
      await desk.call(events.makeCalendar, { id: newId<'record'>(), tokenHash: toBase64url(hashOf(token)), locale })
      setMade(`${location.origin}/d/k/${toBase64url(token)}.ics`)
      await again()
    } catch (problem) {
      tell(plainly(problem))
    }
  }
  const end = (id: RecordId) => void desk.call(events.endCalendar, { id }).then(again, (problem: unknown) => tell(plainly(problem)))
  return (
    <div data-chrome>
      <Disclosure summary={say('calendar')} name="calendar">
        <Stack>
          <p>{say('calendar.words')}</p>
          {made && <Notice title={say('calendar.once')} live><p className="secret" data-key="calendar.address">{made}</p></Notice>}
          <Loaded query={query} lines={1} empty={<p>{say('calendar.none')}</p>}>
            {(all) => (
              <ul className="list">
                {all.map((one) => <li key={one.id}><Row spread><span>{say('calendar.made', { day: formatDay(one.madeOn, locale) })}</span><Button kind="quiet" name="calendar.end" onClick={() => end(one.id)}>{say('calendar.end')}</Button></Row></li>)}
              </ul>
            )}
          </Loaded>
          <Row><Button name="calendar.make" onClick={() => void make()}>{say('calendar.make')}</Button></Row>
        </Stack>
      </Disclosure>
    </div>
  )
}
