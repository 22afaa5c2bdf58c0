import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, DateField, Disclosure, LinkButton, Notice, Page, Panel, PrintHeader, Row, Stack, Table, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { addDays, dayOf, isDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import { dictionary, formatDay, formatNumber } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { titleOf } from '../../directory/rules.ts'
import { useDirectory } from '../../directory/screens/directory.ts'
import { TakeBack } from '../../services/screens/take-back.tsx'
import { institutions } from '../contract.ts'
import type { InstitutionFollowUp } from '../contract.ts'
import { within } from '../held.ts'
import type { Held, Span } from '../held.ts'
import { followed } from '../open-contacts.ts'
import type { OpenedContact } from '../open-contacts.ts'
import { accountOf, byInstitution, isToAskFor, median } from '../rules.ts'
import type { Account } from '../rules.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }
import { useHeldContacts } from './held-contacts.ts'
import type { HeldState } from './held-contacts.ts'

const words = dictionary(cyrl, en)
type Put = ReturnType<typeof useHeldContacts>['put']

/** How institutions answer: times, promises, refusals, by institution; counted here, from what she may open, and nobody is named. */
export default function Accountability() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const today = dayOf(new Date())
  const [typed, setTyped] = useState({ from: addDays(today, -365), to: today })
  const [period, setPeriod] = useState(typed)
  const choose = (next: typeof typed) => {
    setTyped(next)
    if (isDay(next.from) && isDay(next.to) && next.from <= next.to) setPeriod(next)
  }
  const { held, state, stop, goOn, put } = useHeldContacts(period)
  return (
    <Page title={say('account.title')} lead={say('account.lead')} actions={<><LinkButton kind="quiet" href="/directory" name="account.directory">{say('account.to-directory')}</LinkButton><Button name="account.print" onClick={() => print()}>{say('account.print')}</Button></>}>
      <PrintHeader title={say('account.title')} period={`${formatDay(period.from, locale)} – ${formatDay(period.to, locale)}`} printedBy={desk.me.shown} />
      <div className="wide-field" data-chrome>
        <DateField name="account.from" label={say('account.from')} value={typed.from} needed="when-left" onChange={(from) => choose({ ...typed, from: from ?? '' })} />
        <DateField name="account.to" label={say('account.to')} value={typed.to} needed="when-left" onChange={(to) => choose({ ...typed, to: to ?? '' })} />
      </div>
      {state.at === 'held' && held ? <Shown held={held} period={period} put={put} /> : state.at !== 'held' && <OnTheWay state={state} onStop={stop} onGoOn={goOn} />}
    </Page>
  )
}

/** How far reading has come, and what is not counted when it was stopped. */
function OnTheWay({ state, onStop, onGoOn }: { readonly state: Exclude<HeldState, { at: 'held' }>; readonly onStop: () => void; readonly onGoOn: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const plainly = usePlainly()
  const { contacts, back, share, waits } = state.so
  const far = say('account.reading', { count: contacts, shown: formatNumber(contacts, locale), day: formatDay(back, locale) })
  if (state.at === 'stopped') {
    return (
      <Notice name="account.stopped" kind={state.broken ? 'problem' : 'info'} live={Boolean(state.broken)} actions={<Button kind="primary" name="account.go-on" onClick={onGoOn}>{say('account.go-on')}</Button>}>
        {state.broken && <p>{plainly(state.broken.by)}</p>}
        <p>{contacts > 0 && far} {say('account.stopped')}</p>
      </Notice>
    )
  }
  return (
    <div data-chrome>
      <Stack>
        <p role="status" data-key="account.reading" data-value={contacts}>{far} {waits > 0 && say('account.waits', { count: waits })}</p>
        <progress value={share} max={1} aria-label={say('account.title')} />
        <Row><Button name="account.stop" onClick={onStop}>{say('account.stop')}</Button></Row>
      </Stack>
    </div>
  )
}

type Line = { readonly key: string; readonly called: string; readonly account: Account }

function Shown({ held, period, put }: { readonly held: Held; readonly period: Span; readonly put: Put }) {
  const say = useWords(words)
  const { label } = useCodes()
  const directory = useDirectory()
  const today = dayOf(new Date())
  const all = useMemo(() => within(held, period), [held, period])
  const closed = held.closed
  const accounts = useMemo(() => [...byInstitution(all)].map(([key, some]) => ({ key, first: some.find((one) => one.called)?.called, account: accountOf(some, today) })), [all, today])
  const lines = accounts.map(({ key, first, account }): Line => {
    const entry = directory.data?.institutions.get(key)
    return { key, account, called: entry ? titleOf(entry) : key.startsWith('kind:') ? say('account.unnamed', { kind: label(institutionKind, key.slice(5)) }) : (first ?? '–') }
  }).sort((one, other) => other.account.contacts - one.account.contacts)
  const toAsk = useMemo(() => all.filter((one) => isToAskFor(one, today)), [all, today])
  const time = (account: Account) => (account.answeredAfter.length ? say('account.days', { count: median(account.answeredAfter) ?? 0, of: account.answeredAfter.length }) : '–')
  return (
    <Stack>
      {closed > 0 && <Notice kind="problem">{say('account.closed', { count: closed })}</Notice>}
      <p role="status">{say('account.count', { count: all.length })}</p>
      {lines.length > 0 && (
        <Table caption={say('account.title')} captionHidden name="account.list" rows={lines} keyOf={(line) => line.key} columns={[
          { key: 'who', label: say('account.who'), cell: (line) => line.called, sort: (line) => line.called },
          { key: 'contacts', label: say('account.contacts'), number: true, cell: (line) => line.account.contacts, sort: (line) => line.account.contacts },
          { key: 'time', label: say('account.time'), cell: (line) => time(line.account), sort: (line) => median(line.account.answeredAfter) },
          { key: 'waiting', label: say('account.waiting'), number: true, cell: (line) => line.account.waiting, sort: (line) => line.account.waiting },
          { key: 'promises', label: say('account.promises'), number: true, cell: ({ account: { promises, open } }) => (open ? say('account.promises.open', { promises, open }) : promises), sort: (line) => line.account.promises },
          { key: 'kept', label: say('account.kept'), cell: (line) => say('account.kept.of', { kept: line.account.kept, late: line.account.keptLate }) },
          { key: 'broken', label: say('account.broken'), cell: (line) => say('account.broken.of', { broken: line.account.broken, overdue: line.account.overdue }) },
          { key: 'refusals', label: say('account.refusals'), number: true, cell: (line) => line.account.refusals, sort: (line) => line.account.refusals },
        ]} />
      )}
      <div data-chrome>
        <Panel title={say('account.ask')} name="account.ask">
          {toAsk.length === 0 && <p>{say('account.ask.none')}</p>}
          <ul className="list">{toAsk.slice(0, 100).map((one) => <li key={one.id}><ToAsk one={one} put={put} /></li>)}</ul>
        </Panel>
        <Loose all={all.filter((one) => one.loose)} put={put} />
      </div>
    </Stack>
  )
}

const saidOf = ({ called, withWhom }: OpenedContact): string => [called, withWhom].filter(Boolean).join(' · ')

/** About no client, so that they stand on nobody's page: what was written down by mistake is taken back here. */
function Loose({ all, put }: { readonly all: readonly OpenedContact[]; readonly put: Put }) {
  const say = useWords(words)
  const locale = useLocale()
  const { label } = useCodes()
  if (!all.length) return null
  return (
    <Disclosure summary={say('account.loose')} aside={say('account.loose.count', { count: all.length })} name="account.loose">
      <ul className="list">
        {all.slice(0, 100).map((one) => (
          <li key={one.id}>
            <Row spread>
              <span>{[formatDay(one.onDay, locale), label(institutionKind, one.kind), saidOf(one)].filter(Boolean).join(' · ')}</span>
              <TakeBack of="institution" one={one} docs={one.loose ?? []} called={label(institutionKind, one.kind)} onTaken={() => put(one.id, undefined)} />
            </Row>
          </li>
        ))}
      </ul>
      {all.length > 100 && <p>{say('account.loose.more')}</p>}
    </Disclosure>
  )
}

/** One press says what came of it; it is sealed where the contact stands. */
function ToAsk({ one, put }: { readonly one: OpenedContact; readonly put: Put }) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const { label } = useCodes()
  const tell = useTell()
  const { busy, doing } = useDoingAloud()
  async function follow(what: InstitutionFollowUp['what']) {
    await doing(async () => {
      const content: InstitutionFollowUp = { of: one.id, what, on: dayOf(new Date()), note: '' }
      const doc = await desk.keys.sealDoc({ folder: one.folder, id: newId(), version: 1, schema: 'institution-follow-up/1' }, content)
      await desk.call(institutions.followUp, { id: one.id, doc })
      put(one.id, followed(one, content, { ...doc, author: desk.me.id }))
      tell(say('account.noted'))
    })
  }
  const { promise = '', promisedBy = null } = one.words ?? {}
  const whats = promise || one.words?.answer === 'promised' ? (['kept', 'broken'] as const) : (['answered', 'refused'] as const)
  return (
    <Row spread>
      <span>
        {formatDay(one.onDay, locale)} · {saidOf(one) || label(institutionKind, one.kind)}{one.words?.institution && <> · <Link href={`/directory/${one.words.institution}`} data-key="account.open">{say('account.telephone')}</Link></>}
        {promise && <><br />{promise}</>}{promisedBy && <> ({say('account.by', { day: formatDay(promisedBy, locale) })})</>}
      </span>
      <Row>{whats.map((what) => <Button key={what} name={`account.follow.${what}`} busy={busy} onClick={() => void follow(what)}>{say(`account.follow.${what}`)}</Button>)}</Row>
    </Row>
  )
}
