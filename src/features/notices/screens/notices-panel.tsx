import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Panel, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { dictionary, formatMoment } from '../../../shared/words.ts'
import { notices } from '../contract.ts'
import { adviceOn } from '../rules.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }
import { useUnseen } from './unseen.ts'

const words = dictionary(cyrl, en)

type Unseen = OutputOf<typeof notices.unseen>['notices'][number]

/** What was done to her keys and her work, and what became of colleagues, by herself or somebody else, until she says that she has seen it. Nothing when there is nothing. */
export function NoticesPanel() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const query = useUnseen()
  const unseen = query.data ?? []
  const byPapers = unseen.filter((one) => one.what.startsWith('recovery.'))
  const restricted = unseen.filter(({ what }) => what.startsWith('glass.') || what.startsWith('restriction.'))
  const others = unseen.filter((one) => !byPapers.includes(one) && !restricted.includes(one))
  const [mine, colleagues] = [others.filter((one) => one.about === null), others.filter((one) => one.about !== null)]
  async function see(these: readonly Unseen[]) {
    try {
      await desk.call(notices.see, { ids: these.map((one) => one.id) })
      await client.invalidateQueries({ queryKey: ['notices'] })
    } catch (problem) {
      tell(plainly(problem))
    }
  }
  if (unseen.length === 0) return null
  const told = (these: readonly Unseen[], name: string) => (
    <ul className="list" data-key={name}>
      {these.map(({ id, what, by, about, at }) => (
        <li key={id} data-value={what}>
          {say(what, { who: desk.memberShown(about) })} · {formatMoment(at, locale)}{by !== desk.me.id && by !== null && ` · ${desk.memberShown(by)}`}
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {byPapers.length > 0 && (
        <Panel title={say('recovery')} name="recovery-news">
          <Stack tight>
            {told(byPapers, 'recovery-news.list')}
            <p>{say('recovery.words')}</p>
            <Row><Button name="recovery-news.seen" onClick={() => void see(byPapers)}>{say('seen')}</Button></Row>
          </Stack>
        </Panel>
      )}
      {restricted.length > 0 && (
        <Panel title={say('restricted')} name="restricted-news">
          <Stack tight>
            {told(restricted, 'restricted-news.list')}
            <p>{say('restricted.words')} {desk.may('glass:break') && <Link href="/break-glass" data-key="restricted-news.page">{say('restricted.page')}</Link>}</p>
            <Row><Button name="restricted-news.seen" onClick={() => void see(restricted)}>{say('seen')}</Button></Row>
          </Stack>
        </Panel>
      )}
      {mine.length > 0 && (
        <Panel title={say(adviceOn(mine).every((advice) => advice === 'work') ? 'title.work' : 'title')} name="notices">
          <Stack tight>
            {told(mine, 'notices.list')}
            {adviceOn(mine).map((advice) => <p key={advice}>{say(`advice.${advice}`)}{advice === 'not-you' && <> <Link href="/mine" data-key="notices.keys">{say('keys')}</Link></>}</p>)}
            <Row><Button name="notices.seen" onClick={() => void see(mine)}>{say('seen')}</Button></Row>
          </Stack>
        </Panel>
      )}
      {colleagues.length > 0 && (
        <Panel title={say('colleagues')} name="news">
          <Stack tight>
            {told(colleagues, 'news.list')}
            {adviceOn(colleagues).map((advice) => <p key={advice}>{say(`advice.${advice}`)}</p>)}
            <Row><Button name="news.seen" onClick={() => void see(colleagues)}>{say('seen')}</Button></Row>
          </Stack>
        </Panel>
      )}
    </>
  )
}
