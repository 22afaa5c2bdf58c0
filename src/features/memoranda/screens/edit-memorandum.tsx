import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { DecideOn } from '../../../desk/decide-on.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, DateField, Field, Finder, Foot, Loaded, NumberField, Page, Panel, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isDay, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { formatDay } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { titleOf } from '../../directory/rules.ts'
import { teamsWithInstitutions, useFindSpoken } from '../../directory/screens/directory.ts'
import { memoranda } from '../contract.ts'
import type { MemorandumWords } from '../contract.ts'
import { reminded, usualReminder, whyNotDays } from '../rules.ts'
import { useMemoranda } from './memoranda.ts'
import type { Memorandum } from './memoranda.ts'
import { memorandumWords } from './words.ts'

type Written = {
  readonly kind: Memorandum['facts']['kind'] | null; readonly signedOn: string; readonly untilOn: string | null; readonly endedOn: string | null
  readonly parties: MemorandumWords['parties']; readonly scope: string; readonly contactPoints: MemorandumWords['contactPoints']; readonly remindDays: string
  /** Of what stood there when this form was begun. */
  readonly version: number; readonly docVersion: number
}
/** `began`: what stood there when she began; nothing where it is new. */
type State = Written & { readonly query: string; readonly began: Written | null }
const blank: State = { kind: null, signedOn: '', untilOn: null, endedOn: null, parties: [], scope: '', contactPoints: [], remindDays: String(usualReminder), query: '', version: 0, docVersion: 0, began: null }

const asked = ['parties', 'kind', 'signedOn', 'untilOn', 'endedOn', 'remindDays', 'scope', 'contactPoints'] as const
/** By which word a question is called. */
const called = { parties: 'party.add', kind: 'kind', signedOn: 'signed', untilOn: 'until', endedOn: 'ended', remindDays: 'remind', scope: 'scope', contactPoints: 'contact-points' } as const

function writtenAs(one: Memorandum | undefined): Written | undefined {
  if (!one?.words) return undefined
  const { facts: { kind, signedOn, untilOn, endedOn, version }, words: { parties, scope, contactPoints, remindDays }, docVersion } = one
  return { kind, signedOn, untilOn, endedOn, parties, scope, contactPoints, remindDays: String(remindDays), version, docVersion }
}

/** An agreement signed, or what has changed about one. It may have no end. */
export default function EditMemorandum() {
  const { folder } = useParams<{ folder?: string }>()
  const read = useMemoranda()
  return <Loaded query={read} lines={10}>{(all) => <Begin one={all.find((some) => some.facts.folder === folder)} folder={folder} />}</Loaded>
}

function Begin({ one, folder }: { readonly one: Memorandum | undefined; readonly folder: string | undefined }) {
  const query = useBegun(folder ? `memoranda/${folder}/edit` : 'memoranda/new', async () => {
    const began = writtenAs(one)
    return { blank: began ? { ...blank, ...began, began } : blank, more: {} }
  })
  return <Loaded query={query} lines={10}>{({ begun }) => <Form key={begun.id} begun={begun} one={one} />}</Loaded>
}

function Form({ begun, one }: { readonly begun: Begun<State>; readonly one: Memorandum | undefined }) {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const { options, label } = useCodes()
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const find = useFindSpoken(8)
  const [missing, setMissing] = useState(false)
  const [deciding, setDeciding] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const today = dayOf(new Date())
  // Without an end it is not asked, and cannot be wrong.
  const remindIn = ({ untilOn, remindDays }: State) => (untilOn === null ? usualReminder : readWhole(remindDays, reminded))
  const wrongIn = ({ signedOn, untilOn, endedOn }: State) => (isDay(signedOn) ? whyNotDays({ signedOn, untilOn: untilOn || null, endedOn: endedOn || null }) : undefined)
  const wrong = wrongIn(state)
  const isNamed = ({ parties }: State) => parties.some((party) => party.name.trim())
  const named = isNamed(state)
  const put = (at: number, some: Partial<MemorandumWords['contactPoints'][number]>) => change({ contactPoints: state.contactPoints.map((point, place) => (place === at ? { ...point, ...some } : point)) })

  // A save that is sent again is not composed again: where it leads is known from the first time.
  const made = useRef(one?.facts.folder)
  async function compose(of: State) {
    const { kind, signedOn, untilOn, endedOn, parties, scope, contactPoints } = of
    const remindDays = remindIn(of)
    const words: MemorandumWords = {
      parties: parties.filter((party) => party.name.trim()), scope: scope.trim(), contactPoints: contactPoints.filter((point) => point.name.trim() || point.reached.trim()),
      remindDays: typeof remindDays === 'number' ? remindDays : usualReminder, file: one?.words?.file ?? null,
    }
    const facts = { kind: kind ?? 'other_state' as const, signedOn, untilOn, endedOn }
    if (one) {
      const { folder } = one.facts
      const doc = await desk.keys.sealDoc({ folder, id: one.doc, version: of.docVersion + 1, schema: 'memorandum/1' }, words)
      return () => desk.call(memoranda.change, { folder, ...facts, version: of.version, doc })
    }
    const newFolder = await desk.keys.makeFolder('memorandum', teamsWithInstitutions(desk), signedOn)
    const doc = await desk.keys.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'memorandum/1' }, words)
    made.current = newFolder.id
    return () => desk.call(memoranda.make, { folder: newFolder.id, ...facts, newFolder, doc })
  }
  const theirs = deciding ? writtenAs(one) : undefined
  const shown = (written: Written, key: (typeof asked)[number]): string => {
    if (key === 'kind') return written.kind ? label(institutionKind, written.kind) : ''
    if (key === 'parties') return written.parties.map((party) => party.name).join('\n')
    if (key === 'contactPoints') return written.contactPoints.map((point) => [point.name, point.reached].filter(Boolean).join(', ')).join('\n')
    if (key === 'scope' || key === 'remindDays') return written[key]
    return isDay(written[key] ?? '') ? formatDay(written[key] ?? '', locale) : ''
  }
  async function saveIt(of: State = state) {
    pressed()
    setMissing(true)
    if (of.kind === null || !isNamed(of) || of.query.trim() || !isPastDay(of.signedOn) || wrongIn(of) || typeof remindIn(of) !== 'number') return setDeciding(false)
    const saved = await save(compose, of, async () => {
      await queries.refetchQueries({ queryKey: ['memoranda'] })
      setDeciding(true)
    })
    if (!saved) return
    await queries.invalidateQueries({ queryKey: ['memoranda'] })
    tell(say('saved'))
    go(made.current ? `/memoranda/${made.current}` : '/memoranda')
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void (theirs ?? saveIt()) }])
  if (theirs) {
    return (
      <DecideOn title={say('edit.title')} mine={state} theirs={theirs} asked={asked} label={(key) => say(called[key])} shown={shown}
        other={{ who: desk.memberShown(one?.author ?? null), at: undefined }} busy={busy} problem={error} onDecided={(of) => { change(of); void saveIt(of) }} />
    )
  }
  return (
    <Page title={say(one ? 'edit.title' : 'new.title')} lead={say('edit.lead')} actions={<Saved {...keeping} />} focusTitle={false}>
      <div className="two">
        <Stack>
          <Finder name="memorandum.party" label={say('party.add')} hint={say('party.hint')} first query={state.query} onQuery={(query) => change({ query })} find={async (text) => (await find(text)).filter((found) => !found.person)}
            error={missing && state.query.trim() ? say('party.typed', { name: state.query.trim() }) : missing && !named ? say('party.needed') : undefined}
            onPick={({ institution }) => change({
              query: '', kind: state.kind ?? institution.kind,
              parties: [...state.parties.filter((party) => party.institution !== institution.id), { institution: institution.id, name: titleOf(institution) }],
            })}
            actions={state.query.trim() ? [{ id: 'new', label: say('party.new', { name: state.query.trim() }), run: (text) => change({ query: '', parties: [...state.parties, { institution: null, name: text.trim() }] }) }] : []} />
          {state.parties.length > 0 && (
            <ul className="list">{state.parties.map((party, at) => (
              <li key={party.name}><Row spread><span>{party.name}</span><Button kind="quiet" name="memorandum.party.remove" label={say('remove', { name: party.name })} onClick={() => change({ parties: state.parties.filter((_, place) => place !== at) })}>{say('remove', { name: party.name })}</Button></Row></li>
            ))}</ul>
          )}
          <Select name="memorandum.kind" label={say('kind')} missing={[]} options={options(institutionKind)} value={state.kind} onChange={(kind) => change({ kind })} error={missing && state.kind === null ? say('kind.needed') : undefined} />
          <div className="wide-field">
            <DateField name="memorandum.signed" label={say('signed')} value={state.signedOn} to={today} needed={missing ? 'now' : 'when-left'} onChange={(day) => change({ signedOn: day ?? '' })} />
            <DateField name="memorandum.until" label={say('until')} hint={say('until.hint')} value={state.untilOn} onChange={(untilOn) => change({ untilOn })} error={wrong === 'until-before-signed' ? say('wrong.until') : undefined} />
            {one && <DateField name="memorandum.ended" label={say('ended')} hint={say('ended.hint')} value={state.endedOn} to={today} onChange={(endedOn) => change({ endedOn })} error={wrong === 'ended-before-signed' ? say('wrong.ended') : undefined} />}
          </div>
          {state.untilOn && <NumberField name="memorandum.remind" label={say('remind')} value={state.remindDays} {...reminded} needed asked={missing} onChange={(remindDays) => change({ remindDays })} />}
          <Field name="memorandum.scope" label={say('scope')} hint={say('scope.hint')} lines={4} value={state.scope} onChange={(scope) => change({ scope })} limit={20_000} />
        </Stack>
        <Panel title={say('contact-points')}>
          <Stack>
            {state.contactPoints.map((point, at) => (
              <div className="sheet" key={at} data-key="memorandum.point">
                <Field name="memorandum.point.name" label={say('point.name')} value={point.name} onChange={(name) => put(at, { name })} limit={200} />
                <Field name="memorandum.point.reached" label={say('point.reached')} value={point.reached} onChange={(reached) => put(at, { reached })} limit={300} />
                <Row><Button kind="quiet" name="memorandum.point.remove" label={say('remove', { name: point.name })} onClick={() => change({ contactPoints: state.contactPoints.filter((_, place) => place !== at) })}>{say('remove', { name: point.name })}</Button></Row>
              </div>
            ))}
            <Row><Button name="memorandum.point.add" onClick={() => change({ contactPoints: [...state.contactPoints, { name: '', reached: '' }] })}>{say('point.add')}</Button></Row>
          </Stack>
        </Panel>
      </div>
      <Foot problem={error}><span /><Button kind="primary" name="memorandum.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say('save')}</Button></Foot>
    </Page>
  )
}
