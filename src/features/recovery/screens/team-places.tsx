import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choices, Dialog, Notice, Panel, Row, Stack, Tag, useTell, useWords } from '../../../desk/ui/index.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { recovery } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import type { InUse } from './recovery-page.tsx'
import { recoveryWords } from './words.ts'

type Given = { readonly inUse: InUse; readonly onDone: () => Promise<void> }
type Team = { readonly id: TeamId; readonly name: string; readonly members: readonly string[]; readonly mine: boolean }

/** Every team, those first in which whoever has the sheets does not sit: each can be given new places. */
export function TeamPlaces({ inUse, onDone }: Given) {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const versions = desk.house.epochs.map(({ team, version }) => `${team} ${version}`).join()
  const rosters = useQuery({ queryKey: ['rosters', versions], staleTime: Infinity, queryFn: () => desk.keys.rosters() })
  const [open, setOpen] = useState<Team>()
  const here = (id: string) => desk.house.members.some((member) => member.id === id && member.state !== 'removed')
  const teams = desk.house.teams.map(({ id, name }): Team => {
    const roster = rosters.data?.find(({ team }) => team === id)
    return { id, name, members: (roster?.members ?? []).filter(here), mine: roster?.mine ?? false }
  }).sort((one, other) => Number(one.mine) - Number(other.mine) || one.name.localeCompare(other.name))
  return (
    <Panel title={say('teams')} name="recovery.teams">
      <Stack tight>
        <p>{say('teams.words')}</p>
        <ul className="list">
          {teams.map((team) => (
            <li key={team.id}>
              <Row spread>
                <span>
                  <strong>{team.name}</strong> · {team.members.length > 0 ? team.members.map(desk.memberShown).join(', ') : say('teams.nobody')}{' '}
                  {team.members.length === 0 && <Tag decision>{say('teams.lost')}</Tag>}
                </span>
                {inUse.teams.includes(team.id)
                  ? <Button name="recovery.places" label={`${say('teams.places')}: ${team.name}`} onClick={() => setOpen(team)}>{say('teams.places')}</Button>
                  : <span>{say('teams.closed')}</span>}
              </Row>
            </li>
          ))}
        </ul>
      </Stack>
      {open && <PlacesDialog team={open} inUse={inUse} onClose={() => setOpen(undefined)} onDone={onDone} />}
    </Panel>
  )
}

function PlacesDialog({ team, inUse, onClose, onDone }: Given & { readonly team: Team; readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const tell = useTell()
  const client = useQueryClient()
  const possible = desk.house.members.filter((member) => member.state === 'active')
  const [chosen, setChosen] = useState<readonly string[]>(team.members.filter((id) => possible.some((member) => member.id === id)))
  const { busy, error, setError, doing } = useDoing()
  async function give() {
    if (chosen.length === 0) return setError(say('teams.none'))
    await doing(async () => {
      const rows = await desk.keys.seatAnew([{ team: team.id, members: chosen }])
      await desk.call(recovery.seat, await withAct(desk.keys, 'recovery.team', aboutTeams(rows.epochs), { papers: inUse.proof, ...rows }))
      await onDone()
      await client.invalidateQueries({ queryKey: ['rosters'] })
      tell(say('teams.done', { team: team.name }))
      onClose()
    })
  }
  return (
    <Dialog open wide onClose={onClose} title={say('teams.places.of', { team: team.name })} name="places"
      actions={<><Button kind="primary" name="places.give" busy={busy} onClick={() => void give()}>{say('teams.give')}</Button><Button name="places.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <p>{say('teams.places.words')}</p>
        <Choices name="places.who" label={say('teams.who')} value={chosen} missing={[]} onChange={(next) => setChosen(typeof next === 'string' ? [] : next)}
          options={possible.map((member) => ({ value: member.id as string, label: member.shown }))} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}
