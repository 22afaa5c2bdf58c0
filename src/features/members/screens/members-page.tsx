import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Loaded, Page, Row, SureButton, Table, Tag, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay } from '../../../shared/words.ts'
import { members } from '../contract.ts'
import { AtTheDoor } from './at-the-door.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { InviteDialog, LinkDialog } from './invite-dialog.tsx'
import type { PrintedLink } from './invite-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { LostRecords } from './lost-records.tsx'
import { namesOf, useRosters } from './rosters.ts'
import { UnrenewedTeams } from './unrenewed-teams.tsx'
import { memberWords } from './words.ts'

export type Account = OutputOf<typeof members.list>['members'][number]

export default function MembersPage() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<PrintedLink>()
  const coordinates = desk.may('members:let-in')
  return (
    <Page title={say('title')} actions={coordinates && <Button kind="primary" name="members.invite" onClick={() => setInviting(true)}>{say('invite')}</Button>}>
      {coordinates && <AtTheDoor />}
      {coordinates && <UnrenewedTeams />}
      {coordinates && <LostRecords />}
      <Accounts onLink={setLink} />
      {coordinates && <p><Link href="/recovery" data-key="members.recovery">{say('recovery')}</Link></p>}
      {inviting && <InviteDialog onClose={() => setInviting(false)} onMade={(made) => { setInviting(false); setLink(made) }} />}
      {link && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </Page>
  )
}

function Accounts({ onLink }: { readonly onLink: (link: PrintedLink) => void }) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const rosters = useRosters()
  const [leaving, setLeaving] = useState<Account>()
  const [changing, setChanging] = useState<Account>()
  const query = useQuery({ queryKey: ['members'], queryFn: () => desk.call(members.list, {}).then((answer) => answer.members) })
  const teamsOf = (account: Account) => namesOf(desk.house, (rosters.data ?? []).filter((roster) => roster.members.includes(account.id)).map(({ team }) => team))
  const coordinates = desk.may('members:let-in')
  /** Nobody changes her own account. */
  const others = (account: Account) => account.id !== desk.me.id && account.state !== 'removed'
  /** Closed, she leaves one coordinator at most: then who can let anybody in hangs on one person. */
  const oneOfTwo = (account: Account) => account.roles.includes('coordinator') && (query.data ?? []).filter((one) => one.state === 'active' && one.roles.includes('coordinator')).length <= 2
  const here = (account: Account) => ['active', 'suspended'].includes(account.state)
  const actionsOn = (account: Account) => (
    <>
      {here(account) && (coordinates || !account.roles.includes('coordinator')) && (
        <Button kind="quiet" name="members.change" label={`${say('change')}: ${account.shown}`} onClick={() => setChanging(account)}>{say('change')}</Button>
      )}
      {account.state === 'active' && <SureButton name="members.suspend" label={`${say('suspend')}: ${account.shown}`} sure={say(oneOfTwo(account) ? 'suspend.sure.last-but-one' : 'suspend.sure')} onSure={() => void close(account)}>{say('suspend')}</SureButton>}
      {account.state === 'suspended' && <Button kind="quiet" name="members.suspend" label={`${say('reopen')}: ${account.shown}`} onClick={() => void close(account)}>{say('reopen')}</Button>}
      {coordinates && <Button kind="quiet" name="members.leave" label={`${say('leave')}: ${account.shown}`} onClick={() => setLeaving(account)}>{say('leave')}</Button>}
    </>
  )
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
  return (
    <>
      <Loaded query={query}>
        {(accounts) => (
          <Table
            caption={say('list')} rows={accounts} keyOf={(account) => account.id} name="members.list"
            columns={[
              { key: 'name', label: say('list.name'), cell: (account) => `${account.shown} (${account.name})`, sort: (account) => account.shown },
              { key: 'roles', label: say('list.roles'), cell: (account) => account.roles.map((role) => say(`role.${role}`)).join(', ') },
              { key: 'teams', label: say('list.teams'), cell: (account) => (account.state === 'removed' ? '' : rosters.data ? teamsOf(account) || say('list.no-team') : '…') },
              { key: 'state', label: say('list.state'), cell: (account) => <Tag decision={account.state === 'waiting'}>{say(`state.${account.state}`)}</Tag> },
              { key: 'joined', whole: true, label: say('list.joined'), cell: (account) => formatDay(account.joinedOn, locale), sort: (account) => account.joinedOn },
              { key: 'actions', label: '', cell: (account) => others(account) && <Row>{actionsOn(account)}</Row> },
            ]}
          />
        )}
      </Loaded>
      {leaving && <LeaveDialog who={leaving} onClose={() => setLeaving(undefined)} />}
      {changing && rosters.data && <ChangeDialog who={changing} rosters={rosters.data} onClose={() => setChanging(undefined)} onLink={(link) => { setChanging(undefined); onLink(link) }} />}
    </>
  )
}
