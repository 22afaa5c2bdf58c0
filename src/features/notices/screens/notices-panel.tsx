import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Panel, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { dictionary, formatDay, formatTime } from '../../../shared/words.ts'
import { notices } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)

/** What was done to her keys, by herself or somebody else, until she says that she has seen it. Nothing when there is nothing. */
export function NoticesPanel() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['notices'], staleTime: 0, queryFn: () => desk.call(notices.unseen, {}).then((answer) => answer.notices) })
  const unseen = query.data ?? []
  async function see() {
    try {
      await desk.call(notices.see, { ids: unseen.map((one) => one.id) })
      await client.invalidateQueries({ queryKey: ['notices'] })
    } catch (problem) {
      tell(plainly(problem))
    }
  }
  if (unseen.length === 0) return null
  return (
    <Panel title={say('title')} name="notices">
      <Stack tight>
        <ul className="list" data-key="notices.list">
          {unseen.map(({ id, what, by, at }) => (
            <li key={id} data-value={what}>
              {say(what)} · {formatDay(dayOf(new Date(at)), locale)} {formatTime(new Date(at))}{by !== desk.me.id && by !== null && ` · ${desk.memberShown(by)}`}
            </li>
          ))}
        </ul>
        <p>{say('not-you')} <Link href="/mine" data-key="notices.keys">{say('keys')}</Link></p>
        <Row><Button name="notices.seen" onClick={() => void see()}>{say('seen')}</Button></Row>
      </Stack>
    </Panel>
  )
}
