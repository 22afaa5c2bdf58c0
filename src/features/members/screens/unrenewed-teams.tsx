import { useQueryClient } from '@tanstack/react-query'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Notice, Panel, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { MemberId, TeamId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { members } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import { useWaiting } from './at-the-door.tsx'
import { namesOf, useRosters } from './rosters.ts'
import { memberWords } from './words.ts'

/**
 * Teams in whose newest list somebody still stands who has left: whoever let her go does not sit there and could make no new
 * keys. And teams in which a member with new keys waits for a seat. A manager who sits there does it with one press.
 */
export function UnrenewedTeams() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const tell = useTell()
  const client = useQueryClient()
  const rosters = useRosters()
  const { busy, error, doing } = useDoing()
  const left = new Set<string>(desk.house.members.filter((member) => member.state === 'removed').map((member) => member.id))
  const open = (rosters.data ?? []).flatMap(({ team, mine, members: all }) => {
    const gone = all.find((id) => left.has(id))
    return gone ? [{ team: team as TeamId, mine, gone: gone as MemberId }] : []
  })
  const waiting = (useWaiting().data?.seats ?? []).map(({ member, team }) => ({ member, team, mine: (rosters.data ?? []).some((roster) => roster.team === team && roster.mine) }))
  async function sign(run: () => Promise<string>) {
    await doing(async () => {
      await desk.relearn()
      const done = await run()
      await desk.relearn()
      for (const key of ['rosters', 'invites']) await client.invalidateQueries({ queryKey: [key] })
      tell(done)
    })
  }
  const renew = (team: TeamId, gone: MemberId) => sign(async () => {
    const sent = { member: gone, house: true, ...(await desk.keys.leaveOut(gone, [team])) }
    await desk.call(members.leaveOut, await withAct(desk.keys, 'member.removed', aboutTeams(gone, sent.epochs), sent))
    return say('unrenewed.done', { team: namesOf(desk.house, [team]) })
  })
  const seat = (team: TeamId, member: MemberId) => sign(async () => {
    const { roles } = desk.house.members.find(({ id }) => id === member) ?? { roles: [] }
    const sent = { member, roles, certificate: null, joins: await desk.keys.renewTeams(member, [team]), leaves: { epochs: [], seats: [] } }
    await desk.call(members.change, await withAct(desk.keys, 'member.changed', aboutTeams(member, sent.joins.epochs), sent))
    return say('seat-again.done', { name: desk.memberShown(member), team: namesOf(desk.house, [team]) })
  })
  if (open.length + waiting.length === 0) return null
  return (
    <Panel title={say('unrenewed')} name="members.unrenewed">
      <Stack tight>
        {open.length > 0 && <p>{say('unrenewed.words')}</p>}
        {error && <Notice kind="problem" live>{error}</Notice>}
        <ul className="list">
          {open.map(({ team, mine, gone }) => (
            <li key={team}>
              <Row spread>
                <span><strong>{namesOf(desk.house, [team])}</strong>{!mine && ` · ${say('unrenewed.not-mine')}`}</span>
                {mine && <Button name="members.renew" busy={busy} label={`${say('unrenewed.do')}: ${namesOf(desk.house, [team])}`} onClick={() => void renew(team, gone)}>{say('unrenewed.do')}</Button>}
              </Row>
            </li>
          ))}
          {waiting.map(({ team, member, mine }) => (
            <li key={`${team} ${member}`}>
              <Row spread>
                <span><strong>{namesOf(desk.house, [team])}</strong> · {say('seat-again', { name: desk.memberShown(member) })}{!mine && ` · ${say('unrenewed.not-mine')}`}</span>
                {mine && <Button name="members.seat-again" busy={busy} label={`${say('seat-again.do')}: ${desk.memberShown(member)}, ${namesOf(desk.house, [team])}`} onClick={() => void seat(team, member)}>{say('seat-again.do')}</Button>}
              </Row>
            </li>
          ))}
        </ul>
      </Stack>
    </Panel>
  )
}
