import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { ledger } from '../features/ledger/contract.ts'
import { formatMoment } from '../shared/words.ts'
import { useDesk } from './session.tsx'
import { Notice, Panel, useLocale, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

function useAlarms() {
  const desk = useDesk()
  return useQuery({ queryKey: ['ledger', 'alarms'], enabled: desk.may('accounts:manage'), refetchInterval: 30_000, retry: false, queryFn: () => desk.call(ledger.alarms, {}) })
}

/** Over the page, for those who look after the house: an entry that nobody orders. */
export function LedgerWaits() {
  const say = useWords(deskWords)
  const seconds = useAlarms().data?.waitingSeconds
  if (!seconds) return null
  return <Notice kind="decision" name="ledger.waits" title={say('alarm.waiting')}>{say('alarm.waiting.words', { seconds })}</Notice>
}

/** On Today: whose reading was slowed in the last week, and how to ask. */
export function SlowedReading() {
  const desk = useDesk()
  const say = useWords(deskWords)
  const locale = useLocale()
  const slowed = useAlarms().data?.slowed ?? []
  if (!slowed.length) return null
  return (
    <Panel title={say('today.slowed')} name="today.slowed">
      <p>{say('today.slowed.words')}</p>
      <ul className="list">
        {slowed.map((one) => (
          <li key={one.seq}>
            <strong>{desk.memberShown(one.member)}</strong>: {say(`slowed.${one.kind}`)} · {formatMoment(one.at, locale)} · <Link href="/ledger" data-key="today.slowed.ledger">{say('place.ledger')}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
