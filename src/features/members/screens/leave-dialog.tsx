import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Choices, Dialog, Loaded, Notice, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { formatMoment } from '../../../shared/words.ts'
import { members } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import { namesOf, useRosters } from './rosters.ts'
import { memberWords } from './words.ts'

type Account = OutputOf<typeof members.list>['members'][number]

/** She leaves the house or some teams. What that does, and what it does not, stands there before anything is done. */
export function LeaveDialog({ who, onClose }: { readonly who: Account; readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const tell = useTell()
  const client = useQueryClient()
  const rosters = useRosters()
  const locale = useLocale()
  const before = useQuery({ queryKey: ['members', who.id, 'alone'], staleTime: 0, queryFn: () => desk.call(members.beforeLeaving, { member: who.id }) })
  const [from, setFrom] = useState<'house' | 'teams'>('house')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [understood, setUnderstood] = useState(false)
  const { busy, error, setError, doing } = useDoing()
  const hers = (rosters.data ?? []).filter((roster) => roster.members.includes(who.id))
  const [mine, others] = [hers.filter((roster) => roster.mine), hers.filter((roster) => !roster.mine)]
  const house = from === 'house'

  async function leave() {
    const teams = (house ? mine.map(({ team }) => team) : chosen) as TeamId[]
    if (!house && teams.length === 0) return setError(say('leave.none'))
    await doing(async () => {
      await desk.relearn()
      const sent = { member: who.id, house, ...(await desk.keys.leaveOut(who.id, teams)) }
      await desk.call(members.leaveOut, await withAct(desk.keys, house ? 'member.removed' : 'member.left-team', aboutTeams(who.id, sent.epochs), sent))
      await desk.relearn()
      await client.invalidateQueries({ queryKey: ['members'] })
      await client.invalidateQueries({ queryKey: ['rosters'] })
      tell(say(house ? 'leave.done' : 'leave.done.teams', { name: who.shown }))
      onClose()
    })
  }

  return (
    <Dialog open wide onClose={onClose} title={say('leave.title', { name: who.shown })} name="leave"
      actions={<>
        <Button kind="danger" name="leave.do" disabled={!understood || rosters.data === undefined} busy={busy} onClick={() => void leave()}>{say(house ? 'leave.do' : 'leave.do.teams')}</Button>
        <Button name="leave.stop" onClick={onClose}>{say('leave.stop')}</Button>
      </>}>
      <Stack>
        <Choice name="leave.from" always label={say('leave.from')} value={from} missing={[]} onChange={(next) => { setFrom(next === 'teams' ? 'teams' : 'house'); setUnderstood(false) }}
          options={[{ value: 'house', label: say('leave.house') }, { value: 'teams', label: say('leave.teams') }]} />
        {!house && (
          <Choices name="leave.which" label={say('leave.which')} value={chosen} missing={[]} onChange={(next) => setChosen(typeof next === 'string' ? [] : next)}
            options={mine.map(({ team }) => ({ value: team, label: namesOf(desk.house, [team]) }))} />
        )}
        <ul className="list">
          <li>{say(house ? 'leave.refused' : 'leave.refused.teams')}</li>
          <li>{say('leave.new-keys')}</li>
          <li>{say('leave.has-read')}</li>
          <li>{say('leave.told')}</li>
          {house && <li>{say('leave.for-good')}</li>}
        </ul>
        {house && <Loaded query={before}>{({ alone, openings }) => (
          <>
            {alone > 0 && <Notice kind="decision" name="leave.alone">{say('leave.alone', { count: alone })}</Notice>}
            {openings.map((one) => (
              <Notice key={one.askedBy + one.until} kind="decision" name="leave.glass">
                {say(one.askedBy === who.id ? 'leave.glass.hers' : 'leave.glass', { name: desk.memberShown(one.askedBy), who: who.shown, until: formatMoment(one.until, locale) })}
              </Notice>
            ))}
          </>
        )}</Loaded>}
        {others.length > 0 && <Notice kind="decision" name="leave.others">{say('leave.others', { teams: namesOf(desk.house, others.map(({ team }) => team)) })}</Notice>}
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button name="leave.understood" pressed={understood} onClick={() => setUnderstood(!understood)}>{say('leave.understood')}</Button></Row>
      </Stack>
    </Dialog>
  )
}
