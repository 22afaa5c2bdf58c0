import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choices, Dialog, Empty, Field, Loaded, Notice, Page, Panel, Row, Stack, Table, Tag, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { Qr } from '../../../desk/ui/qr.tsx'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { roles } from '../../../shared/roles.ts'
import type { Role } from '../../../shared/roles.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { formatDay } from '../../../shared/words.ts'
import { members } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { UnrenewedTeams } from './unrenewed-teams.tsx'
import { memberWords } from './words.ts'

type Invite = OutputOf<typeof members.waiting>['invites'][number]
type Account = OutputOf<typeof members.list>['members'][number]

export default function MembersPage() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<{ readonly name: string; readonly address: string }>()
  return (
    <Page title={say('title')} actions={desk.may('members:let-in') && <Button kind="primary" name="members.invite" onClick={() => setInviting(true)}>{say('invite')}</Button>}>
      {desk.may('members:let-in') && <AtTheDoor />}
      {desk.may('members:let-in') && <UnrenewedTeams />}
      <Accounts />
      {desk.may('members:let-in') && <p><Link href="/recovery" data-key="members.recovery">{say('recovery')}</Link></p>}
      {inviting && <InviteDialog onClose={() => setInviting(false)} onMade={(made) => { setInviting(false); setLink(made) }} />}
      {link && (
        <Dialog open wide paper onClose={() => setLink(undefined)} dismissable={false} title={say('invite.link', { name: link.name })} name="invite.made"
          actions={<><Button kind="primary" name="invite.close" onClick={() => setLink(undefined)}>{say('invite.close')}</Button><Button name="invite.print" onClick={() => print()}>{say('invite.print')}</Button></>}>
          <Stack><Qr text={link.address} label={say('invite.qr')} name="invite.qr" /><output className="secret" data-key="invite.link">{link.address}</output><p>{say('invite.link.words', { name: link.name })}</p></Stack>
        </Dialog>
      )}
    </Page>
  )
}

function AtTheDoor() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const plainly = usePlainly()
  const tell = useTell()
  const client = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<string>()
  const query = useQuery({ queryKey: ['invites'], queryFn: () => desk.call(members.waiting, {}).then(({ invites }) => invites) })

  async function letIn(invite: Invite) {
    const { answer } = invite
    if (!answer) return
    setBusy(invite.id)
    setError(undefined)
    try {
      await desk.relearn()
      if (!(await desk.keys.checkAcceptance(invite, answer))) return setError(say('let-in.bad'))
      const newcomer = { id: answer.member, xPublic: answer.xPublic, edPublic: answer.edPublic, manager: invite.roles.includes('coordinator') }
      const sent = { member: answer.member, ...(await desk.keys.letIn(newcomer, invite.teams)) }
      await desk.call(members.letIn, await withAct(desk.keys, 'member.let-in', aboutTeams(answer.member, sent.epochs), sent))
      await desk.relearn()
      await client.invalidateQueries({ queryKey: ['invites'] })
      await client.invalidateQueries({ queryKey: ['members'] })
      tell(say('let-in.done', { name: invite.shown }))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <Panel title={say('waiting')} name="members.waiting">
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Loaded query={query} empty={<Empty title={say('waiting.none')} />}>
        {(invites) => (
          <ul className="list">
            {invites.map((invite) => (
              <li key={invite.id}>
                <Row spread>
                  <span><strong>{invite.shown}</strong> · {invite.roles.map((role) => say(`role.${role}`)).join(', ')} · {say(invite.answer ? 'waiting.answered' : 'waiting.open')}</span>
                  {invite.answer && <Button kind="primary" name="members.let-in" busy={busy === invite.id} label={`${say('let-in')}: ${invite.shown}`} onClick={() => void letIn(invite)}>{say('let-in')}</Button>}
                </Row>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}

function Accounts() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<Account>()
  const query = useQuery({ queryKey: ['members'], queryFn: () => desk.call(members.list, {}).then((answer) => answer.members) })
  async function close(account: Account) {
    const suspended = account.state === 'active'
    try {
      await desk.call(members.suspend, { member: account.id, suspended })
      await client.invalidateQueries({ queryKey: ['members'] })
      tell(say(suspended ? 'suspended.done' : 'reopened.done', { name: account.shown }))
    } catch (problem) {
      tell(plainly(problem))
    }
  }
  const others = (account: Account) => account.id !== desk.me.id && account.state !== 'removed'
  return (
    <>
      <Loaded query={query}>
        {(accounts) => (
          <Table
            caption={say('list')} rows={accounts} keyOf={(account) => account.id} name="members.list"
            columns={[
              { key: 'name', label: say('list.name'), cell: (account) => `${account.shown} (${account.name})`, sort: (account) => account.shown },
              { key: 'roles', label: say('list.roles'), cell: (account) => account.roles.map((role) => say(`role.${role}`)).join(', ') },
              { key: 'state', label: say('list.state'), cell: (account) => <Tag decision={account.state === 'waiting'}>{say(`state.${account.state}`)}</Tag> },
              { key: 'joined', label: say('list.joined'), cell: (account) => formatDay(account.joinedOn, locale), sort: (account) => account.joinedOn },
              { key: 'close', label: '', cell: (account) => account.id !== desk.me.id && ['active', 'suspended'].includes(account.state) && (
                <Button kind="quiet" name="members.suspend" label={`${say(account.state === 'active' ? 'suspend' : 'reopen')}: ${account.shown}`} onClick={() => void close(account)}>{say(account.state === 'active' ? 'suspend' : 'reopen')}</Button>
              ) },
              ...(desk.may('members:let-in') ? [{ key: 'leave', label: '', cell: (account: Account) => others(account) && (
                <Button kind="quiet" name="members.leave" label={`${say('leave')}: ${account.shown}`} onClick={() => setLeaving(account)}>{say('leave')}</Button>
              ) }] : []),
            ]}
          />
        )}
      </Loaded>
      {leaving && <LeaveDialog who={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  )
}

/** Teams that a role usually sits in; the manager may choose others. */
const usualTeams: Readonly<Record<Role, readonly string[]>> = {
  consultant: ['sos_line', 'finders'], case_manager: ['case_management', 'finders'], specialist: [], field: ['field', 'finders'],
  reintegration: ['reintegration', 'finders'], prevention: ['prevention'], coordinator: ['coordination', 'case_management', 'sos_line', 'finders'],
  administrator: [], director: [],
}

function InviteDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (made: { name: string; address: string }) => void }) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const plainly = usePlainly()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shown, setShown] = useState('')
  const [chosen, setChosen] = useState<readonly Role[]>([])
  const [teams, setTeams] = useState<readonly string[]>([])
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const choose = (next: readonly Role[]) => {
    const usual = new Set(next.flatMap((role) => usualTeams[role]))
    setChosen(next)
    setTeams(desk.house.teams.filter((team) => usual.has(team.kind) && desk.mine.includes(team.id)).map((team) => team.id))
  }
  async function make() {
    if (!name.trim() || !shown.trim() || !chosen.length) return setError(say('invite.needed'))
    setBusy(true)
    setError(undefined)
    try {
      const id = newId<'record'>()
      const sealedFor = desk.team('coordination')
      const made = await desk.keys.makeInvite(id, sealedFor)
      await desk.call(members.invite, { id, name: name.trim(), shown: shown.trim(), roles: [...chosen], teams: teams as TeamId[], sealed: made.sealed, sealedFor, epoch: made.epoch })
      await client.invalidateQueries({ queryKey: ['invites'] })
      onMade({ name: shown.trim(), address: `${location.origin}/join#${made.fragment}` })
    } catch (problem) {
      setError(problem instanceof Problem && problem.kind === 'taken' ? say('invite.taken') : plainly(problem))
      setBusy(false)
    }
  }
  return (
    <Dialog open wide onClose={onClose} title={say('invite')} name="invite" actions={<Button kind="primary" name="invite.make" busy={busy} onClick={() => void make()}>{say('invite.make')}</Button>}>
      <Stack>
        <Field name="invite.name" label={say('invite.name')} value={name} onChange={setName} limit={60} first />
        <Field name="invite.shown" label={say('invite.shown')} value={shown} onChange={setShown} limit={100} />
        <Choices name="invite.roles" label={say('invite.roles')} options={roles.map((value) => ({ value, label: say(`role.${value}`) }))} value={chosen} onChange={(next) => choose(typeof next === 'string' ? [] : next)} />
        <Choices name="invite.teams" label={say('invite.teams')} why={say('invite.teams.why')} value={teams}
          options={desk.house.teams.filter((team) => desk.mine.includes(team.id)).map((team) => ({ value: team.id as string, label: team.name }))} onChange={(next) => setTeams(typeof next === 'string' ? [] : next)} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}
