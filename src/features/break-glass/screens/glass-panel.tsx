import { Link } from 'wouter'
import { useDesk } from '../../../desk/session.tsx'
import { LinkButton, Panel, Row, Stack, useWords } from '../../../desk/ui/index.ts'
import { useOpenings } from './openings.ts'
import { useWhen } from './one-opening.tsx'
import { glassWords } from './words.ts'

/** On Today, for the whole team: a restricted record that is open now, or was within a week. Whose it is stands there for nobody but those who may know. */
export function GlassPanel() {
  const desk = useDesk()
  const say = useWords(glassWords)
  const when = useWhen()
  const { data = [] } = useOpenings()
  if (!data.length) return null
  return (
    <Panel title={say('today')} name="glass.today">
      <Stack tight>
        <ul className="list">
          {data.map((one) => (
            <li key={one.id} data-value={new Date(one.until) > new Date() ? 'running' : 'past'}>
              {say(new Date(one.until) > new Date() ? 'today.running' : 'today.past', { name: desk.memberShown(one.askedBy), other: desk.memberShown(one.agreedBy), until: when(one.until) })}
              {one.endedBy && <> {say('ended-by', { name: desk.memberShown(one.endedBy), when: when(one.until) })}</>}
              {one.client && desk.may('clients:find') && (one.askedBy !== desk.me.id || new Date(one.until) > new Date()) && <> <Link href={`/clients/${one.client}`} data-key="glass.today.hers">{say('today.hers')}</Link></>}
            </li>
          ))}
        </ul>
        {desk.may('glass:break') && <Row><LinkButton kind="quiet" href="/break-glass" name="glass.today.page">{say('today.page')}</LinkButton></Row>}
      </Stack>
    </Panel>
  )
}
