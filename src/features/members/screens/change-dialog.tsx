import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choices, Dialog, Notice, Panel, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { newId } from '../../../shared/ids.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { roles } from '../../../shared/roles.ts'
import type { Role } from '../../../shared/roles.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { members } from '../contract.ts'
import { aboutTeams, changeOf, rolesToChoose } from '../rules.ts'
import type { PrintedLink } from './invite-dialog.tsx'
import type { Account } from './members-page.tsx'
import { namesOf } from './rosters.ts'
import { memberWords } from './words.ts'

type Given = { readonly who: Account; readonly rosters: readonly { readonly team: string; readonly members: readonly string[]; readonly mine: boolean }[]; readonly onClose: () => void; readonly onLink: (link: PrintedLink) => void }

/** Her work and her teams, as they are and as they shall be. What a change does stands there before it is done. */
export function ChangeDialog({ who, rosters, onClose, onLink }: Given) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const tell = useTell()
  const client = useQueryClient()
  const [work, setWork] = useState<readonly Role[]>(who.roles)
  const hers = rosters.filter((roster) => roster.members.includes(who.id))
  const [teams, setTeams] = useState<readonly string[]>(hers.filter((roster) => roster.mine).map(({ team }) => team))
  const { busy, error, setError, doing } = useDoing()
  const coordinates = desk.may('members:let-in')
  const others = hers.filter((roster) => !roster.mine).map(({ team }) => team)
  const { joins, leaves, flips, same } = changeOf({ roles: who.roles, teams: hers.filter((roster) => roster.mine).map(({ team }) => team) }, { roles: work, teams })

  async function save() {
    if (!work.length) return setError(say('change.needed'))
    if (same) return setError(say('change.same'))
    await doing(async () => {
      await desk.relearn()
      const sent = {
        member: who.id, roles: [...work],
        certificate: flips ? await desk.keys.certifyAgain(who.id, { manager: work.includes('coordinator') }) : null,
        joins: await desk.keys.seat(who.id, joins), leaves: await desk.keys.leaveOut(who.id, leaves),
      }
      await desk.call(members.change, await withAct(desk.keys, 'member.changed', aboutTeams(who.id, [...sent.joins.epochs, ...sent.leaves.epochs]), sent))
      await desk.relearn()
      for (const key of ['members', 'rosters']) await client.invalidateQueries({ queryKey: [key] })
      tell(say('change.done', { name: who.shown }))
      onClose()
    })
  }

  async function linkForNewKeys() {
    await doing(async () => {
      const [id, sealedFor] = [newId<'record'>(), desk.team('coordination')]
      const made = await desk.keys.makeInvite(id, sealedFor, who.id)
      await desk.call(members.invite, { id, name: who.name, shown: who.shown, roles: [...who.roles], teams: hers.map(({ team }) => team as TeamId), sealed: made.sealed, sealedFor, epoch: made.epoch, again: who.id })
      await client.invalidateQueries({ queryKey: ['invites'] })
      onLink({ name: who.shown, address: `${location.origin}/join#${made.fragment}`, again: true })
    })
  }

  const list = <V extends string>(next: readonly V[] | string) => (typeof next === 'string' ? [] : next)
  return (
    <Dialog open wide onClose={onClose} title={say('change.title', { name: who.shown })} name="change"
      actions={<>
        <Button kind="primary" name="change.do" busy={busy} onClick={() => void save()}>{say('change.do')}</Button>
        <Button name="change.stop" onClick={onClose}>{say('change.stop')}</Button>
      </>}>
      <Stack>
        <Choices name="change.roles" label={say('change.roles')} value={work} missing={[]} onChange={(next) => setWork(list(next))}
          options={rolesToChoose(roles, coordinates).map((value) => ({ value, label: say(`role.${value}`) }))} />
        {!coordinates && <p>{say('change.coordinator')}</p>}
        {coordinates && (
          <Choices name="change.teams" label={say('change.teams')} why={say('change.teams.why')} value={teams} missing={[]} onChange={(next) => setTeams(list(next))}
            options={desk.house.teams.filter(({ id }) => rosters.some((roster) => roster.mine && roster.team === id)).map((team) => ({ value: team.id as string, label: team.name }))} />
        )}
        {others.length > 0 && <p data-key="change.others">{say('change.others', { teams: namesOf(desk.house, others) })}</p>}
        {!same && (
          <ul className="list" data-key="change.does">
            {joins.length > 0 && <li>{say('change.joins', { teams: namesOf(desk.house, joins) })}</li>}
            {leaves.length > 0 && <li>{say('change.leaves', { teams: namesOf(desk.house, leaves) })}</li>}
            {flips && <li>{say(work.includes('coordinator') ? 'change.manager' : 'change.no-manager')}</li>}
          </ul>
        )}
        {error && <Notice kind="problem" live>{error}</Notice>}
        {coordinates && (
          <Panel title={say('keys-again')} name="change.keys-again">
            <Stack tight><p>{say('keys-again.words')}</p><Row><Button name="change.new-keys" busy={busy} onClick={() => void linkForNewKeys()}>{say('keys-again.do')}</Button></Row></Stack>
          </Panel>
        )}
      </Stack>
    </Dialog>
  )
}
