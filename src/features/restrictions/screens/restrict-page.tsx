import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { learnThese } from '../../../desk/live.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Choices, Field, Foot, LinkButton, Loaded, Notice, Page, Panel, Saved, Stack, useKeys, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId, MemberId } from '../../../shared/ids.ts'
import { may } from '../../../shared/roles.ts'
import type { Role } from '../../../shared/roles.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { exploitation } from '../../../vocabulary/index.ts'
import { openBoxes } from '../../break-glass/screens/reasons.ts'
import { useInForce, WhatEnds } from '../../break-glass/screens/what-ends.tsx'
import { composeRestriction } from '../compose.ts'
import type { Restricted } from '../compose.ts'
import { restrictions } from '../contract.ts'
import { couldBeNamed, couldKeepHalves, isChanged, warningsOf } from '../rules.ts'
import { accountsOf } from './accounts-of.ts'
import type { Account } from './accounts-of.ts'
import { restrictionWords } from './words.ts'

type State = { readonly named: readonly string[]; readonly coordinators: readonly string[]; readonly label: string; readonly accounts: readonly string[] }
type More = { readonly of: Restricted; readonly known: string | undefined; readonly accounts: readonly Account[]; readonly called: string }

async function begin(desk: OpenDesk, client: ClientId): Promise<{ readonly blank: State; readonly more: More }> {
  const of = await desk.call(restrictions.of, { client })
  const [card] = await desk.keys.cardsOf([client])
  const accounts = await accountsOf(desk, client)
  const keepers = of.keepers.length ? of.keepers : couldKeepHalves(desk.house.members).map((one) => one.id)
  // What coordinators know her by stays, unless somebody writes something else.
  const known = of.box ? (await openBoxes(desk, of.label)).labels.get(of.box)?.label : undefined
  const blank = { named: of.named ?? [desk.me.id], coordinators: keepers, label: known ?? card?.words.code ?? '', accounts: [] }
  return { blank, more: { of, known, accounts, called: card ? calledOf(card) : '–' } }
}

/** Who may open everything of a client; what that does, and what it does not, stands there before anything is done. */
export default function RestrictPage() {
  const desk = useDesk()
  const { client } = useParams<{ client: string }>()
  const say = useWords(restrictionWords)
  const query = useBegun<State, More>(`clients/${client}/restrict`, () => begin(desk, client as ClientId))
  return (
    <Loaded query={query} lines={10} failed={() => <Page title={say('page')}><LinkButton href={`/clients/${client}`} name="restrict.back">{say('back')}</LinkButton></Page>}>
      {({ begun, more }) => <Form key={begun.id} begun={begun} client={client as ClientId} more={more} />}
    </Loaded>
  )
}

function Form({ begun, client, more: { of, known, accounts, called } }: { readonly begun: Begun<State>; readonly client: ClientId; readonly more: More }) {
  const desk = useDesk()
  const say = useWords(restrictionWords)
  const { label } = useCodes()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const [nothing, setNothing] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const option = ({ id }: { readonly id: MemberId }) => ({ value: id as string, label: desk.memberShown(id) })
  const people = couldBeNamed(desk.house.members, (roles) => may(roles as readonly Role[], 'clients:find'))
  const managers = couldKeepHalves(desk.house.members)
  const hers = accounts.filter((one) => one.others === 0)
  const shared = accounts.filter((one) => one.others > 0)
  const calls = of.folders.filter((one) => one.kind === 'contact' && one.others).length
  const inForce = useInForce(client)
  const same = !isChanged({ named: of.named, coordinators: of.keepers, label: known }, state) && !state.accounts.length
  const list = (value: readonly string[] | string) => (typeof value === 'string' ? [] : value)

  async function compose({ named, coordinators, label: words, accounts: chosen }: State) {
    const along = [...hers, ...shared.filter((one) => chosen.includes(one.facts.folder))].map(({ facts: { folder }, listed }) => ({ folder, listed }))
    const choice = { client, named: named as MemberId[], coordinators: coordinators as MemberId[], label: words.trim(), accounts: along }
    // Whoever got new keys since this page was opened, and what was written about her meanwhile.
    await desk.relearn()
    const now = { ...(await desk.call(restrictions.of, { client })), version: of.version }
    const sent = await composeRestriction(desk.keys, now, choice, desk.team('coordination'), new Date())
    const signed = await withAct(desk.keys, 'client.restricted', sent.named, sent)
    return () => desk.call(restrictions.restrict, signed)
  }
  async function restrict() {
    pressed()
    setAsked(true)
    // Nothing to do is no reason to end what a life may hang on.
    if (of.version > 0 && same && inForce.length) return setNothing(true)
    if (!state.named.length || !state.label.trim() || !(await save(compose))) return
    await learnThese(desk, [client])
    await queries.invalidateQueries({ queryKey: ['clients', client] })
    await queries.invalidateQueries({ queryKey: ['contacts'] })
    tell(say('saved'))
    go(state.named.includes(desk.me.id) ? `/clients/${client}` : '/clients')
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void restrict() }])
  return (
    <Page title={say('page')} over={called} lead={say('page.lead')} actions={<><Saved {...keeping} /><LinkButton kind="quiet" href={`/clients/${client}`} name="restrict.back">{say('back')}</LinkButton></>}>
      <div className="two">
        <Panel title={say('panel')}>
          <Stack>
            <Choices name="restrict.named" label={say('named')} hint={say('named.hint')} missing={[]} value={state.named} options={people.map(option)}
              error={asked && !state.named.length ? say('named.none') : undefined} onChange={(named) => change({ named: list(named) })} />
            <Choices name="restrict.coordinators" label={say('coordinators')} hint={say('coordinators.hint')} missing={[]} value={state.coordinators} options={managers.map(option)}
              onChange={(coordinators) => change({ coordinators: list(coordinators) })} />
            <Field name="restrict.label" label={say('label')} hint={say('label.hint')} value={state.label} limit={100} error={asked && !state.label.trim() ? say('label.none') : undefined} onChange={(text) => change({ label: text })} />
            {shared.length > 0 && (
              <Choices name="restrict.accounts" label={say('accounts')} hint={say('accounts.hint')} missing={[]} value={state.accounts} onChange={(chosen) => change({ accounts: list(chosen) })}
                options={shared.map(({ facts, others }) => ({ value: facts.folder as string, label: say('accounts.option', { form: label(exploitation, facts.form), year: facts.year === null ? '–' : String(facts.year), count: others }) }))} />
            )}
          </Stack>
        </Panel>
        <Panel title={say('does')}>
          <Stack>
            <ul className="list">
              <li>{say('does.folders', { count: of.folders.length + hers.length + state.accounts.length })}</li>
              <li>{say('does.others')}</li>
              <li>{say('does.calls')}</li>
              {calls > 0 && <li>{say('does.shared', { count: calls })}</li>}
              {hers.length > 0 && <li>{say('accounts.hers', { count: hers.length })}</li>}
              <li>{say('does.counted')}</li>
            </ul>
            {of.elsewhere.length > 0 && (
              <Notice kind="decision" name="restrict.elsewhere">{say('elsewhere', { count: Math.max(...of.elsewhere.map((one) => one.folders)), who: of.elsewhere.map((one) => holderShown(desk, one.holder)).join(', ') })}</Notice>
            )}
            {of.version > 0 && <WhatEnds client={client} name="restrict.ends" />}
            {warningsOf(state.named, state.coordinators, desk.me.id).map((warning) => <Notice key={warning} kind="decision" name={`restrict.warning.${warning}`}>{say(`warning.${warning}`)}</Notice>)}
          </Stack>
        </Panel>
      </div>
      {nothing && same && <Notice kind="decision" name="restrict.nothing" live>{say('nothing')}</Notice>}
      <Foot problem={error}><span /><Button kind="primary" name="restrict.save" keys="Ctrl+Enter" busy={busy} onClick={() => void restrict()}>{say(busy ? 'saving' : 'save')}</Button></Foot>
    </Page>
  )
}

const holderShown = (desk: OpenDesk, holder: string) => desk.house.teams.find((team) => team.id === holder)?.name ?? desk.memberShown(holder)
