import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Empty, Loaded, Notice, Panel, Row, Stack, SureButton, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { formatDay } from '../../../shared/words.ts'
import { members } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import { CountersignDialog } from './countersign-dialog.tsx'
import { namesOf } from './rosters.ts'
import { memberWords } from './words.ts'

export type Invite = OutputOf<typeof members.waiting>['invites'][number]

export function useWaiting() {
  const desk = useDesk()
  return useQuery({ queryKey: ['invites'], queryFn: () => desk.call(members.waiting, {}) })
}

/** Whom a printed link awaits, and who has answered one. */
export function AtTheDoor() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const plainly = usePlainly()
  const tell = useTell()
  const client = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<string>()
  const [countersigning, setCountersigning] = useState<Invite>()
  const query = useWaiting()

  async function doing(invite: Invite, run: () => Promise<string | undefined>) {
    setBusy(invite.id)
    setError(undefined)
    try {
      const done = await run()
      for (const key of ['invites', 'members', 'rosters']) await client.invalidateQueries({ queryKey: [key] })
      if (done) tell(done)
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(undefined)
    }
  }
  const letIn = (invite: Invite) => doing(invite, async () => {
    const { answer } = invite
    await desk.relearn()
    if (!answer || !(await desk.keys.checkAcceptance(invite, answer))) {
      setError(say('let-in.bad'))
      return undefined
    }
    const newcomer = { id: answer.member, xPublic: answer.xPublic, edPublic: answer.edPublic, manager: invite.roles.includes('coordinator') }
    const sent = { member: answer.member, ...(await desk.keys.letIn(newcomer, invite.teams)) }
    await desk.call(members.letIn, await withAct(desk.keys, 'member.let-in', aboutTeams(answer.member, sent.epochs), sent))
    await desk.relearn()
    return say('let-in.done', { name: invite.shown })
  })
  const takeBack = (invite: Invite) => doing(invite, async () => {
    await desk.call(members.endInvite, { invite: invite.id })
    // Her line goes, and the press with it: who is invited instead is the next question.
    document.querySelector<HTMLElement>('[data-key="members.invite"]')?.focus()
    return say('invite.ended', { name: invite.shown })
  })

  return (
    <Panel title={say('waiting')} name="members.waiting">
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Loaded query={{ ...query, data: query.data?.invites }} empty={<Empty title={say('waiting.none')} />}>
        {(invites) => (
          <ul className="list">
            {invites.map((invite) => (
              <li key={invite.id} data-value={invite.again ?? invite.id}>
                <Row spread>
                  <Stack tight>
                    <span><strong>{invite.shown}</strong> · {say(invite.answer ? 'waiting.answered' : 'waiting.open')}</span>
                    <AwaitedAs invite={invite} />
                  </Stack>
                  <Row>
                    {invite.answer && !invite.again && <Button kind="primary" name="members.let-in" busy={busy === invite.id} label={`${say('let-in')}: ${invite.shown}`} onClick={() => void letIn(invite)}>{say('let-in')}</Button>}
                    {invite.answer && invite.again && <Button kind="primary" name="members.countersign" label={`${say('countersign')}: ${invite.shown}`} onClick={() => setCountersigning(invite)}>{say('countersign')}</Button>}
                    <SureButton name="members.invite-end" busy={busy === invite.id} label={`${say('invite.end')}: ${invite.shown}`} sure={say('invite.end.sure')} onSure={() => void takeBack(invite)}>{say('invite.end')}</SureButton>
                  </Row>
                </Row>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {countersigning && <CountersignDialog invite={countersigning} onClose={() => setCountersigning(undefined)} />}
    </Panel>
  )
}

function AwaitedAs({ invite }: { readonly invite: Invite }) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const locale = useLocale()
  const teams = namesOf(desk.house, invite.teams)
  const as = invite.again ? say('waiting.again') : invite.roles.map((role) => say(`role.${role}`)).join(', ')
  const until = say('waiting.until', { day: formatDay(dayOf(new Date(invite.expiresAt)), locale) })
  return <small>{[as, teams && say('waiting.teams', { teams }), until].filter(Boolean).join(' · ')}</small>
}
