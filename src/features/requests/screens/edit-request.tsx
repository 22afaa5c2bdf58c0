import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { DecideOn } from '../../../desk/decide-on.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, DateField, Field, Finder, Foot, Loaded, Page, Panel, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isDay, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { clientTold, institutionKind, requestAnswer, requestBasis } from '../../../vocabulary/index.ts'
import { titleOf } from '../../directory/rules.ts'
import { useFindSpoken } from '../../directory/screens/directory.ts'
import { requests } from '../contract.ts'
import type { RequestWords } from '../contract.ts'
import { whyNot } from '../rules.ts'
import { useRequests } from './requests.ts'
import type { AuthorityRequest } from './requests.ts'
import { requestWords } from './words.ts'

type Facts = AuthorityRequest['facts']
type Written = RequestWords & {
  readonly kind: Facts['kind'] | null; readonly basis: Facts['basis'] | null; readonly receivedOn: string; readonly dueOn: string | null; readonly answeredOn: string | null
  readonly answer: Facts['answer']; readonly told: Facts['told'] | null
  /** Of what stood there when this form was begun. */
  readonly version: number; readonly docVersion: number
}
/** `began`: what stood there when she began; nothing where it is new. */
type State = Written & { readonly query: string; readonly clientQuery: string; readonly began: Written | null }

const asked = ['authority', 'kind', 'receivedOn', 'dueOn', 'asked', 'basis', 'lawNamed', 'reference', 'client', 'answer', 'answeredOn', 'answered', 'told', 'toldHow'] as const
/** By which word a question is called. */
const called = {
  authority: 'who', kind: 'kind', receivedOn: 'received', dueOn: 'due', asked: 'asked', basis: 'basis', lawNamed: 'law', reference: 'reference', client: 'client', answer: 'answer',
  answeredOn: 'answered', answered: 'given', told: 'told', toldHow: 'told-how',
} as const

const blankOf = (): State => ({
  institution: null, authority: '', reference: '', client: null, asked: '', lawNamed: '', answered: '', toldHow: '', kind: null, basis: null, receivedOn: dayOf(new Date()), dueOn: null,
  answeredOn: null, answer: 'pending', told: null, query: '', clientQuery: '', version: 0, docVersion: 0, began: null,
})

function writtenAs(one: AuthorityRequest | undefined): Written | undefined {
  if (!one?.words) return undefined
  const { folder: _, ...facts } = one.facts
  return { ...one.words, ...facts, docVersion: one.docVersion }
}

/** A body of the directory goes with its name: what is kept of one is kept of both. */
const withBody = (of: State, mine: State): State => ({ ...of, institution: of.authority === mine.authority ? mine.institution : of.institution })

/** A request that came, or what was answered to one. */
export default function EditRequest() {
  const { folder } = useParams<{ folder?: string }>()
  const read = useRequests()
  return <Loaded query={read} lines={10}>{(all) => <Begin one={all.find((some) => some.facts.folder === folder)} folder={folder} />}</Loaded>
}

function Begin({ one, folder }: { readonly one: AuthorityRequest | undefined; readonly folder: string | undefined }) {
  const query = useBegun(folder ? `requests/${folder}/edit` : 'requests/new', async () => {
    const began = writtenAs(one)
    return { blank: began ? { ...blankOf(), ...began, began } : blankOf(), more: {} }
  })
  return <Loaded query={query} lines={10}>{({ begun }) => <Form key={begun.id} begun={begun} one={one} />}</Loaded>
}

function Form({ begun, one }: { readonly begun: Begun<State>; readonly one: AuthorityRequest | undefined }) {
  const desk = useDesk()
  const say = useWords(requestWords)
  const locale = useLocale()
  const { options, label } = useCodes()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const find = useFindSpoken(8)
  const coming = useCardsComing()
  const [missing, setMissing] = useState(false)
  const [deciding, setDeciding] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const today = dayOf(new Date())
  const card = useQuery({ queryKey: ['card', state.client], enabled: state.client !== null, queryFn: async () => (await desk.keys.cardsOf([state.client ?? '']))[0] ?? null })
  const pending = state.answer === 'pending'
  const factsOf = (of: Written) => ({
    receivedOn: of.receivedOn, dueOn: of.dueOn || null, answeredOn: of.answer === 'pending' ? null : (of.answeredOn || null), answer: of.answer,
    told: of.told ?? (of.client ? 'no' as const : 'no_client' as const), basis: of.basis ?? 'none_named' as const,
  })
  const wrong = whyNot(factsOf(state))

  async function compose(of: State) {
    const { institution, authority, reference, client, asked: wanted, lawNamed, answered, toldHow, kind, version, docVersion } = of
    const words: RequestWords = { institution, authority: authority.trim(), reference: reference.trim(), client, asked: wanted.trim(), lawNamed: lawNamed.trim(), answered: answered.trim(), toldHow: toldHow.trim() }
    const sent = { ...factsOf(of), kind: kind ?? 'other_state' as const }
    if (one) {
      const { folder } = one.facts
      const doc = await desk.keys.sealDoc({ folder, id: one.doc, version: docVersion + 1, schema: 'request/1' }, words)
      return () => desk.call(requests.change, { folder, ...sent, version, doc })
    }
    const [own] = desk.mine
    const newFolder = await desk.keys.makeFolder('request', [...new Set([desk.team('coordination'), desk.team('case_management'), ...(own ? [own] : [])])], of.receivedOn)
    const doc = await desk.keys.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'request/1' }, words)
    return () => desk.call(requests.make, { folder: newFolder.id, ...sent, newFolder, doc })
  }
  async function saveIt(of: State = state) {
    pressed()
    setMissing(true)
    if (of.kind === null || of.basis === null || !isPastDay(of.receivedOn) || whyNot(factsOf(of)) || of.dueOn === '' || of.answeredOn === '') return setDeciding(false)
    const saved = await save(compose, of, async () => {
      await queries.refetchQueries({ queryKey: ['requests'] })
      setDeciding(true)
    })
    if (!saved) return
    await queries.invalidateQueries({ queryKey: ['requests'] })
    tell(say('saved'))
    go('/requests')
  }
  const theirs = deciding ? writtenAs(one) : undefined
  const named = useQuery({
    queryKey: ['card', 'several', state.client, theirs?.client ?? null, state.began?.client ?? null], enabled: theirs !== undefined,
    queryFn: async () => new Map(await Promise.all([state.client, theirs?.client, state.began?.client].map(async (client) => {
      const [found] = client ? await desk.keys.cardsOf([client]) : []
      return [client, found ? calledOf(found) : '…'] as const
    }))),
  })
  const shown = (written: Written, key: (typeof asked)[number]): string => {
    if (key === 'client') return written.client ? (named.data?.get(written.client) ?? '…') : ''
    if (key === 'kind') return written.kind ? label(institutionKind, written.kind) : ''
    if (key === 'basis') return written.basis ? label(requestBasis, written.basis) : ''
    if (key === 'answer') return label(requestAnswer, written.answer)
    if (key === 'told') return written.told ? label(clientTold, written.told) : ''
    if (key === 'receivedOn' || key === 'dueOn' || key === 'answeredOn') return isDay(written[key] ?? '') ? formatDay(written[key] ?? '', locale) : ''
    return written[key]
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void (theirs ?? saveIt()) }])
  if (theirs && named.data) {
    const decided = (chosen: State) => {
      const of = withBody(chosen, state)
      change(of)
      void saveIt(of)
    }
    return (
      <DecideOn title={say('edit.title')} mine={state} theirs={theirs} asked={asked} label={(key) => say(called[key])} shown={shown}
        other={{ who: desk.memberShown(one?.author ?? null), at: undefined }} busy={busy} problem={error} onDecided={decided} />
    )
  }
  return (
    <Page title={say(one ? 'edit.title' : 'new.title')} lead={say('edit.lead')} actions={<Saved {...keeping} />} focusTitle={false}>
      <div className="two">
        <Panel title={say('asked.title')}>
          <Stack>
            <Finder name="request.authority" label={say('who')} hint={say('who.hint')} query={state.query} onQuery={(query) => change({ query })} find={async (text) => (await find(text)).filter((found) => !found.person)}
              onPick={({ institution }) => change({ query: '', institution: institution.id, authority: titleOf(institution), kind: institution.kind })}
              actions={state.query.trim() ? [{ id: 'new', label: say('who.new', { name: state.query.trim() }), run: (text) => change({ query: '', institution: null, authority: text.trim() }) }] : []} />
            {state.authority && <Row><strong data-key="request.from">{state.authority}</strong><Button kind="quiet" name="request.authority.not" onClick={() => change({ institution: null, authority: '' })}>{say('not-this')}</Button></Row>}
            <Select name="request.kind" label={say('kind')} missing={[]} options={options(institutionKind)} value={state.kind} onChange={(kind) => change({ kind })} error={missing && state.kind === null ? say('kind.needed') : undefined} />
            <div className="wide-field">
              <DateField name="request.received" label={say('received')} value={state.receivedOn} to={today} needed={missing ? 'now' : 'when-left'} onChange={(day) => change({ receivedOn: day ?? '' })} />
              <DateField name="request.due" label={say('due')} value={state.dueOn} onChange={(dueOn) => change({ dueOn })} error={wrong === 'due-before-received' ? say(`wrong.${wrong}`) : undefined} />
            </div>
            <Field name="request.asked" label={say('asked')} lines={3} value={state.asked} onChange={(asked) => change({ asked })} limit={20_000} />
            <Choice name="request.basis" label={say('basis')} missing={[]} options={options(requestBasis)} value={state.basis} onChange={(basis) => change({ basis })} error={missing && state.basis === null ? say('basis.needed') : undefined} />
            <div className="wide-field">
              <Field name="request.law" label={say('law')} value={state.lawNamed} onChange={(lawNamed) => change({ lawNamed })} limit={300} />
              <Field name="request.reference" label={say('reference')} value={state.reference} onChange={(reference) => change({ reference })} limit={200} />
            </div>
            {desk.may('clients:find') && !state.client && (
              <Finder name="request.client" label={say('client')} hint={say('client.hint')} incomplete={coming} query={state.clientQuery} onQuery={(clientQuery) => change({ clientQuery })}
                find={async (text) => (await desk.keys.findCards(text, 8)).map((found) => cardFound(found, locale))} onPick={(found) => change({ clientQuery: '', client: found.id })} />
            )}
            {state.client && <Row><strong data-key="request.about">{say('about', { name: card.data ? calledOf(card.data) : '…' })}</strong><Button kind="quiet" name="request.client.not" onClick={() => change({ client: null })}>{say('not-this')}</Button></Row>}
          </Stack>
        </Panel>
        <Panel title={say('answer.title')}>
          <Stack>
            <Choice name="request.answer" always label={say('answer')} missing={[]} options={options(requestAnswer)} value={state.answer} onChange={(answer) => change({ answer: answer ?? 'pending' })} />
            {!pending && <DateField name="request.answered" label={say('answered')} value={state.answeredOn} to={today} onChange={(answeredOn) => change({ answeredOn })} error={wrong === 'answered-before-received' || (missing && wrong && wrong !== 'due-before-received') ? say(`wrong.${wrong}`) : undefined} />}
            {!pending && <Field name="request.given" label={say('given')} hint={say('given.hint')} lines={3} value={state.answered} onChange={(answered) => change({ answered })} limit={20_000} />}
            <Choice name="request.told" label={say('told')} missing={[]} options={options(clientTold)} value={state.told} onChange={(told) => change({ told })} />
            <Field name="request.told-how" label={say('told-how')} lines={2} value={state.toldHow} onChange={(toldHow) => change({ toldHow })} limit={5000} />
          </Stack>
        </Panel>
      </div>
      <Foot problem={error}><span /><Button kind="primary" name="request.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say('save')}</Button></Foot>
    </Page>
  )
}
