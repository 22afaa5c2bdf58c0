import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { followLedger } from '../../../desk/follow-ledger.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Notice, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { members } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import type { Invite } from './at-the-door.tsx'
import { namesOf, useRosters } from './rosters.ts'
import { memberWords } from './words.ts'

/** A colleague answered a link for new keys: first she is spoken with, then her keys are countersigned and her seats given anew. */
export function CountersignDialog({ invite, onClose }: { readonly invite: Invite; readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(memberWords)
  const tell = useTell()
  const client = useQueryClient()
  const rosters = useRosters()
  const [heard, setHeard] = useState(false)
  const { busy, error, setError, doing } = useDoing()
  const { again: member, answer, shown: name } = invite
  const hers = (rosters.data ?? []).filter((roster) => member !== null && roster.members.includes(member))
  const others = hers.filter((roster) => !roster.mine)

  async function countersign() {
    if (!member || !answer) return
    await doing(async () => {
      await desk.relearn()
      if (!(await desk.keys.checkAcceptance(invite, answer))) {
        return setError(say('let-in.bad'))
      }
      // Her former keys may have signed up to the newest head there is: not knowing it would call good documents bad.
      await followLedger({ keys: desk.keys, call: desk.call }).catch(() => undefined)
      const keys = { xPublic: answer.xPublic, edPublic: answer.edPublic }
      const mine = (await desk.keys.rosters()).filter((roster) => roster.mine && roster.members.includes(member)).map(({ team }) => team)
      const rows = await desk.keys.renewTeams(member, mine, keys)
      const sent = { member, invite: invite.id, certificate: await desk.keys.certifyAgain(member, { keys }), ...rows }
      await desk.call(members.renewKeys, await withAct(desk.keys, 'member.keys-renewed', aboutTeams(member, rows.epochs), sent))
      await desk.relearn()
      for (const key of ['invites', 'members', 'rosters']) await client.invalidateQueries({ queryKey: [key] })
      tell(say('countersign.done', { name }))
      onClose()
    })
  }
  return (
    <Dialog open wide onClose={onClose} title={say('countersign.title', { name })} name="countersign"
      actions={<>
        <Button kind="primary" name="countersign.do" disabled={!heard || rosters.data === undefined} busy={busy} onClick={() => void countersign()}>{say('countersign.do')}</Button>
        <Button name="countersign.stop" onClick={onClose}>{say('countersign.stop')}</Button>
      </>}>
      <Stack>
        <p><strong>{say('countersign.words')}</strong></p>
        <ul className="list">{['ends', 'keeps', 'drafts'].map((one) => <li key={one}>{say(`countersign.${one}`)}</li>)}</ul>
        {others.length > 0 && <Notice kind="decision" name="countersign.others">{say('countersign.others', { teams: namesOf(desk.house, others.map(({ team }) => team)) })}</Notice>}
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button name="countersign.heard" pressed={heard} onClick={() => setHeard(!heard)}>{say('countersign.heard')}</Button></Row>
      </Stack>
    </Dialog>
  )
}
