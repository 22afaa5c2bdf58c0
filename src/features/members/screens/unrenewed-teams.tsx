import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Notice, Panel, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { MemberId, TeamId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { members } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import { namesOf, useRosters } from './rosters.ts'
import { memberWords } from './words.ts'

/**
 * Teams in whose newest list somebody still stands who has left: whoever let her go does not sit there and could make no new
 * keys. A manager who sits there makes them with one press. Nothing when there is nothing.
 */
export function UnrenewedTeams() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const rosters = useRosters()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const left = new Set<string>(desk.house.members.filter((member) => member.state === 'removed').map((member) => member.id))
  const open = (rosters.data ?? []).flatMap(({ team, mine, members: all }) => {
    const gone = all.find((id) => left.has(id))
    return gone ? [{ team: team as TeamId, mine, gone: gone as MemberId }] : []
  })
  async function renew(team: TeamId, gone: MemberId) {
    setBusy(true)
    setError(undefined)
    try {
      await desk.relearn()
      const sent = { member: gone, house: true, ...(await desk.keys.leaveOut(gone, [team])) }
      await desk.call(members.leaveOut, await withAct(desk.keys, 'member.removed', aboutTeams(gone, sent.epochs), sent))
      await desk.relearn()
      await client.invalidateQueries({ queryKey: ['rosters'] })
      tell(say('unrenewed.done', { team: namesOf(desk.house, [team]) }))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  if (open.length === 0) return null
  return (
    <Panel title={say('unrenewed')} name="members.unrenewed">
      <Stack tight>
        <p>{say('unrenewed.words')}</p>
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
        </ul>
      </Stack>
    </Panel>
  )
}
