import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choices, Dialog, Field, Notice, Stack, useWords } from '../../../desk/ui/index.ts'
import { Qr } from '../../../desk/ui/qr.tsx'
import { newId } from '../../../shared/ids.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { roles } from '../../../shared/roles.ts'
import type { Role } from '../../../shared/roles.ts'
import { members } from '../contract.ts'
import { needsTeam, usualTeams } from '../rules.ts'
import { memberWords } from './words.ts'

/** A printed link, shown once. `again`: for somebody who is here and gets new keys. */
export type PrintedLink = { readonly name: string; readonly address: string; readonly again?: boolean }

export function LinkDialog({ link, onClose }: { readonly link: PrintedLink; readonly onClose: () => void }) {
  const say = useWords(memberWords)
  const { name, address, again } = link
  return (
    <Dialog open wide paper onClose={onClose} dismissable={false} title={say(again ? 'keys-again.link' : 'invite.link', { name })} name="invite.made"
      actions={<><Button kind="primary" name="invite.close" onClick={onClose}>{say('invite.close')}</Button><Button name="invite.print" onClick={() => print()}>{say('invite.print')}</Button></>}>
      <Stack>
        <Qr text={address} label={say('invite.qr')} name="invite.qr" /><output className="secret" data-key="invite.link">{address}</output>
        <p>{say(again ? 'keys-again.link.words' : 'invite.link.words', { name })}</p>
      </Stack>
    </Dialog>
  )
}

export function InviteDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (made: PrintedLink) => void }) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shown, setShown] = useState('')
  const [chosen, setChosen] = useState<readonly Role[]>([])
  const [teams, setTeams] = useState<readonly string[]>([])
  const { busy, error, setError, doing } = useDoing((problem) => (problem instanceof Problem && problem.kind === 'taken' ? say('invite.taken') : undefined))
  const choose = (next: readonly Role[]) => {
    const usual = new Set(next.flatMap((role) => usualTeams[role]))
    setChosen(next)
    setTeams(desk.house.teams.filter((team) => usual.has(team.kind) && desk.mine.includes(team.id)).map((team) => team.id))
  }
  async function make() {
    if (!name.trim() || !shown.trim() || !chosen.length) return setError(say('invite.needed'))
    await doing(async () => {
      const id = newId<'record'>()
      const sealedFor = desk.team('coordination')
      const made = await desk.keys.makeInvite(id, sealedFor)
      await desk.call(members.invite, { id, name: name.trim(), shown: shown.trim(), roles: [...chosen], teams: teams as TeamId[], sealed: made.sealed, sealedFor, epoch: made.epoch })
      await client.invalidateQueries({ queryKey: ['invites'] })
      onMade({ name: shown.trim(), address: `${location.origin}/join#${made.fragment}` })
    })
  }
  return (
    <Dialog open wide onClose={onClose} title={say('invite')} name="invite" actions={<Button kind="primary" name="invite.make" busy={busy} onClick={() => void make()}>{say('invite.make')}</Button>}>
      <Stack>
        <Field name="invite.name" label={say('invite.name')} value={name} onChange={setName} limit={60} first />
        <Field name="invite.shown" label={say('invite.shown')} value={shown} onChange={setShown} limit={100} />
        <Choices name="invite.roles" label={say('invite.roles')} options={roles.map((value) => ({ value, label: say(`role.${value}`) }))} value={chosen} onChange={(next) => choose(typeof next === 'string' ? [] : next)} />
        <Choices name="invite.teams" label={say('invite.teams')} why={say('invite.teams.why')} value={teams}
          options={desk.house.teams.filter((team) => desk.mine.includes(team.id)).map((team) => ({ value: team.id as string, label: team.name }))} onChange={(next) => setTeams(typeof next === 'string' ? [] : next)} />
        {needsTeam(chosen) && teams.length === 0 && <Notice kind="info" live>{say('invite.no-team')}</Notice>}
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}
