import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useDoing } from '../../../desk/doing.ts'
import { learnThese } from '../../../desk/live.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, LinkButton, Notice, Panel, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId, MemberId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { OpenedInDanger } from '../../break-glass/screens/opened-in-danger.tsx'
import { WhatEnds } from '../../break-glass/screens/what-ends.tsx'
import { composeWidening } from '../compose.ts'
import { restrictions } from '../contract.ts'
import { accountsOf } from './accounts-of.ts'
import { restrictionWords } from './words.ts'

type Given = { readonly client: ClientId; readonly named: readonly MemberId[] | null }

/** Her teams, or those named; and when somebody else opened her in danger. */
export function RestrictionPanel({ client, named }: Given) {
  const desk = useDesk()
  const say = useWords(restrictionWords)
  const [widening, setWidening] = useState(false)
  const mine = named?.includes(desk.me.id) ?? false
  const may = desk.may('clients:restrict') || (mine && desk.may('clients:write'))
  const called = (id: MemberId) => (desk.house.members.some((one) => one.id === id && one.state === 'removed') ? say('panel.left', { name: desk.memberShown(id) }) : desk.memberShown(id))
  return (
    <Panel title={say('panel')} name="client.restriction">
      <Stack>
        {named ? <><p>{say('panel.named')}</p><ul className="list" data-key="restriction.named">{named.map((id) => <li key={id}>{called(id)}</li>)}</ul></> : <p>{say('panel.teams')}</p>}
        {named && <OpenedInDanger client={client} />}
        {may && (!named || mine) && (
          <span data-chrome><Row>
            <LinkButton kind="quiet" href={`/clients/${client}/restrict`} name="restriction.begin">{say(named ? 'change' : 'restrict')}</LinkButton>
            {mine && <Button kind="quiet" name="restriction.widen" onClick={() => setWidening(true)}>{say('widen')}</Button>}
          </Row></span>
        )}
      </Stack>
      {widening && <Widen client={client} onClose={() => setWidening(false)} />}
    </Panel>
  )
}

function Widen({ client, onClose }: { readonly client: ClientId; readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(restrictionWords)
  const tell = useTell()
  const queries = useQueryClient()
  const { busy, error, doing } = useDoing()
  async function widen() {
    await doing(async () => {
      const of = await desk.call(restrictions.of, { client })
      const places = { finders: desk.team('finders'), caseManagement: desk.team('case_management'), coordination: desk.team('coordination'), mine: desk.mine }
      const accounts = (await accountsOf(desk, client)).map(({ facts: { folder }, listed }) => ({ folder, listed }))
      const sent = await composeWidening(desk.keys, of, client, accounts, places)
      await desk.call(restrictions.widen, await withAct(desk.keys, 'client.widened', [], sent))
      await learnThese(desk, [client])
      tell(say('widen.done'))
      onClose()
      await queries.invalidateQueries({ queryKey: ['clients', client] })
    })
  }
  return (
    <Dialog open onClose={onClose} title={say('widen')} name="widen"
      actions={<>
        <Button kind="primary" name="widen.do" busy={busy} onClick={() => void widen()}>{say('widen.do')}</Button>
        <Button name="widen.stop" onClick={onClose}>{say('widen.stop')}</Button>
      </>}>
      <p>{say('widen.sure')}</p>
      <WhatEnds client={client} name="widen.ends" />
      {error && <Notice kind="problem" live>{error}</Notice>}
    </Dialog>
  )
}
