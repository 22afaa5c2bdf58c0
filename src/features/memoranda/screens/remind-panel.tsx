import { Link } from 'wouter'
import { useDesk } from '../../../desk/session.tsx'
import { Panel, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { daysLeft, isToRemind } from '../rules.ts'
import { partiesOf, useMemoranda } from './memoranda.ts'
import { memorandumWords } from './words.ts'

/** On Today of whoever keeps agreements: those that end soon, and those that ended and nobody looked. */
export default function RemindPanel() {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const locale = useLocale()
  const read = useMemoranda(desk.may('memoranda:write'))
  const today = dayOf(new Date())
  const due = (read.data ?? []).filter(({ facts, words }) => isToRemind(facts, today, words?.remindDays ?? 60))
  if (!due.length) return null
  return (
    <Panel title={say('remind.title')} name="today.memoranda">
      <ul className="list">
        {due.map((one) => {
          const left = daysLeft(one.facts, today) ?? 0
          return (
            <li key={one.facts.folder}>
              <Link href={`/memoranda/${one.facts.folder}`} data-key="today.memorandum">{partiesOf(one.words)}</Link>: {say(left < 0 ? 'remind.ended' : 'remind.ends', { day: formatDay(one.facts.untilOn ?? today, locale), count: Math.abs(left) })}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
