import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { calledOf, cardFound } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { dropDraft, myDrafts, putCaret, useKeeping } from '../../../desk/drafts.ts'
import type { Caret } from '../../../desk/drafts.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { newStory, storyOf } from '../../../desk/story-folder.ts'
import { Button, Choice, Choices, Disclosure, Facts, Field, Finder, Foot, Loaded, Notice, Page, Panel, Row, Saved, Select, Stack, Tag, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, yearOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, FolderId, RecordId } from '../../../shared/ids.ts'
import { dictionary, formatDay } from '../../../shared/words.ts'
import { act, controlMethod, exploitation, exploitationDetail, labourSector, means, placeType, scope, sex, victimStatus } from '../../../vocabulary/index.ts'
import { contacts } from '../../contacts/contract.ts'
import { newCode } from '../../contacts/draft.ts'
import { Signs } from '../../contacts/screens/signs.tsx'
import { composeReport } from '../compose.ts'
import type { Report } from '../compose.ts'
import { situations } from '../contract.ts'
import { elements, newReport } from '../draft.ts'
import type { PersonInReport, ReportDraft } from '../draft.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)
const countries = ['RS', 'BA', 'ME', 'HR', 'MK', 'SI', 'HU', 'RO', 'BG', 'AT', 'DE', 'FR', 'IT', 'CH', 'RU', 'TR', 'AE', 'SE', 'NL', 'GB', 'CZ', 'SK', 'GR', 'MT', 'CY', 'SY', 'AF', 'NG', 'UA', 'MD', 'AL']

/** From a call or from a client: who it happened to is there already. */
export default function ReportPage() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const [contact, client] = [search.get('contact') as FolderId | null, search.get('client') as ClientId | null]
  const wanted = search.get('draft')
  const [fresh] = useState(() => newId<'record'>())
  const id = (wanted ?? fresh) as RecordId
  const from = contact ? `contact=${contact}` : `client=${client ?? ''}`
  // As on the contact page: a lock or a crash comes back to the same draft.
  useEffect(() => {
    if (!wanted) history.replaceState(history.state, '', `/report?${from}&draft=${fresh}`)
  }, [wanted, fresh, from])
  const query = useQuery({
    queryKey: ['report', contact, client, id], staleTime: Infinity, gcTime: 0, retry: false,
    queryFn: async () => {
      const kept = wanted ? (await myDrafts(desk)).find((one) => one.id === id)?.draft : undefined
      const record = contact ? await desk.call(contacts.one, { folder: contact }) : undefined
      const all = [...new Set([...(record?.links.map((link) => link.client) ?? []), ...(client ? [client] : [])])]
      const cards = await desk.keys.cardsOf(all)
      const people = all.map((one) => {
        const card = cards.find((known) => known.client === one)
        return { client: one, isNew: false, code: card?.words.code ?? '', name: card ? calledOf(card) : '–' }
      })
      const onDay = record?.contact.onDay ?? null
      const blank = newReport(people, yearOf(onDay ?? dayOf(new Date())))
      return { onDay, begin: kept ? { ...blank, ...(kept.state as ReportDraft) } : blank, caret: kept?.caret ?? null }
    },
  })
  return <Loaded query={query} lines={10}>{({ onDay, begin, caret }) => <ReportForm key={id} id={id} page={`report?${from}`} contact={contact} begin={begin} caret={caret} onDay={onDay} />}</Loaded>
}

type Given = {
  readonly id: RecordId
  /** Where the draft belongs: the address to come back to. */
  readonly page: string
  readonly contact: FolderId | null
  readonly begin: ReportDraft
  readonly caret: Caret | null
  readonly onDay: string | null
}
type Part = { readonly draft: ReportDraft; readonly change: (some: Partial<ReportDraft>) => void }

function ReportForm({ id, page, contact, begin, caret, onDay }: Given) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const plainly = usePlainly()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [draft, setDraft] = useState(begin)
  useEffect(() => putCaret(caret), [caret])
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const keeper = useKeeping(id, page, draft, draft !== begin)
  const sent = useRef<{ readonly of: ReportDraft; readonly report: Report } | undefined>(undefined)
  const change = (some: Partial<ReportDraft>) => setDraft((now) => ({ ...now, ...some }))

  async function save() {
    setMissing(true)
    if (!draft.people.length || busy) return
    setBusy(true)
    setError(undefined)
    try {
      if (sent.current?.of !== draft) {
        const places = { finders: desk.team('finders'), caseManagement: desk.team('case_management'), coordination: desk.team('coordination') }
        const storyFor = (person: PersonInReport) => (person.isNew ? newStory(desk) : storyOf(desk, person.client))
        sent.current = { of: draft, report: await composeReport(draft, desk.keys, places, storyFor, contact, new Date()) }
      }
      const { report } = sent.current
      await desk.call(situations.report, report)
      await keeper.done().then(() => dropDraft(desk, id))
      await desk.keys.learnCards(report.newClients.map(({ id: client, card, doc }) => ({ client, key: card.key, hold: card.holds.find((hold) => hold.holder === desk.team('finders')) ?? card.holds[0]!, doc })))
      await queries.invalidateQueries({ queryKey: ['clients'] })
      tell(say('saved'))
      go(draft.people.length === 1 ? `/clients/${draft.people[0]?.client}` : '/clients')
    } catch (problem) {
      setError(say('not-sent', { why: plainly(problem) }))
      setBusy(false)
    }
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void save() }])
  return (
    <Page title={say('title')} lead={say('lead')} actions={<Saved {...keeper.keeping} />}>
      {onDay && <Notice>{say('from', { day: formatDay(onDay, locale) })}</Notice>}
      <div className="two">
        <Panel title={say('people')}><People draft={draft} change={change} error={missing && !draft.people.length ? say('people.needed') : undefined} /></Panel>
        <Panel title={say('person.same')}><Same draft={draft} change={change} /></Panel>
      </div>
      <Panel title={say('happened')}><Happened draft={draft} change={change} /></Panel>
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Foot><span /><Button kind="primary" name="report.save" keys="Ctrl+Enter" busy={busy} onClick={() => void save()}>{say(busy ? 'saving' : 'save')}</Button></Foot>
    </Page>
  )
}

function People({ draft, change, error }: Part & { readonly error: string | undefined }) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const [query, setQuery] = useState('')
  const [more, setMore] = useState('')
  const add = (...people: PersonInReport[]) => { change({ people: [...draft.people, ...people] }); setQuery('') }
  const unnamed = (name: string): PersonInReport => ({ client: newId<'client'>(), isNew: true, code: newCode(), name: name.trim() })
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).filter((card) => !draft.people.some((person) => person.client === card.client)).map((card) => ({ ...cardFound(card, locale), card }))
  return (
    <Stack>
      <ul className="list" data-key="report.people">
        {draft.people.map((person) => (
          <li key={person.client}>
            <Row spread>
              <span>{person.name || person.code} {person.name && <Tag>{person.code}</Tag>}</span>
              <Button kind="quiet" name="report.people.remove" label={`${say('people.remove')}: ${person.name || person.code}`} onClick={() => change({ people: draft.people.filter((one) => one.client !== person.client) })}>{say('people.remove')}</Button>
            </Row>
          </li>
        ))}
      </ul>
      <Finder name="report.who" label={say('people.find')} query={query} onQuery={setQuery} find={find} error={error}
        onPick={({ card }) => add({ client: card.client as ClientId, isNew: false, code: card.words.code, name: calledOf(card) })}
        actions={[{ id: 'new', label: query ? say('people.new', { name: query }) : say('people.bare'), run: (text) => add(unnamed(text)) }]} />
      <Row>
        <Field name="report.more" label={say('people.more')} value={more} onChange={(text) => setMore(text.replace(/\D/g, '').slice(0, 2))} />
        <Button name="report.more.add" onClick={() => { add(...Array.from({ length: Math.min(Number(more || 1), 99 - draft.people.length) }, () => unnamed(''))); setMore('') }}>{say('people.add')}</Button>
      </Row>
    </Stack>
  )
}

function Same({ draft, change }: Part) {
  const say = useWords(words)
  const { options, label } = useCodes()
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))
  return (
    <Stack>
      <Choice name="report.sex" label={say('person.sex')} options={options(sex)} value={draft.sex} onChange={(next) => change({ sex: next })} />
      <Choice name="report.minor" label={say('person.minor')} options={yesNo} value={draft.minor} onChange={(next) => change({ minor: next })} />
      <Choice name="report.citizen" label={say('person.citizen')} options={yesNo} value={draft.citizenRs} onChange={(next) => change({ citizenRs: next })} />
      <Choice name="report.exploited" label={say('person.exploited')} options={yesNo} value={draft.exploitedRs} onChange={(next) => change({ exploitedRs: next })} />
      <Choice name="report.status" label={say('person.status')} why={say('person.status.why')} missing={[]} value={draft.status as 'possible' | 'presumed' | null}
        options={(['possible', 'presumed'] as const).map((value) => ({ value, label: label(victimStatus, value) }))} onChange={(next) => change({ status: next })} />
      <Choices name="report.centre" label={say('person.centre')} options={[{ value: 'yes', label: say('person.centre') }]} value={draft.toCentre ? ['yes'] : []} onChange={(next) => change({ toCentre: next.includes('yes') })} />
    </Stack>
  )
}

function Happened({ draft, change }: Part) {
  const say = useWords(words)
  const locale = useLocale()
  const { options } = useCodes()
  const region = new Intl.DisplayNames([locale], { type: 'region' })
  const places = countries.map((value) => ({ value, label: region.of(value) ?? value })).sort((one, other) => one.label.localeCompare(other.label, locale))
  const many = (next: readonly string[] | string) => (typeof next === 'string' ? [] : next)
  return (
    <Stack>
      <Field name="report.account" label={say('account')} lines={5} limit={200_000} value={draft.account} onChange={(account) => change({ account })} />
      <Choice name="report.form" label={say('form')} options={options(exploitation)} value={draft.form} onChange={(form) => change({ form })} />
      <Elements draft={draft} />
      <Disclosure summary={say('acts')} name="report.acts.open" open><Choices name="report.acts" label={say('acts')} options={options(act)} value={draft.acts as never} onChange={(next) => change({ acts: many(next) })} /></Disclosure>
      <Disclosure summary={say('means')} name="report.means.open">
        {draft.minor === 'yes' && <p>{say('means.minor')}</p>}
        <Choices name="report.means" label={say('means')} options={options(means)} value={draft.means as never} onChange={(next) => change({ means: many(next) })} />
      </Disclosure>
      <Disclosure summary={say('control')} name="report.control.open"><Choices name="report.control" label={say('control')} options={options(controlMethod)} value={draft.control as never} onChange={(next) => change({ control: many(next) })} /></Disclosure>
      <Disclosure summary={say('details')} name="report.details.open"><Choices name="report.details" label={say('details')} options={options(exploitationDetail)} value={draft.details as never} onChange={(next) => change({ details: many(next) })} /></Disclosure>
      <div className="wide-field">
        <Field name="report.year" label={say('year')} value={String(draft.year)} onChange={(text) => change({ year: Number(text.replace(/\D/g, '').slice(0, 4)) })} />
        <Select name="report.scope" label={say('scope')} options={options(scope)} missing={['unknown', 'not_asked']} value={draft.scope as never} onChange={(next) => change({ scope: next })} />
        <Select name="report.country" label={say('country')} options={places} missing={['unknown', 'declined']} value={draft.country} onChange={(country) => change({ country })} />
        <Select name="report.recruitment" label={say('country.recruitment')} options={places} missing={['unknown', 'declined']} value={draft.recruitment} onChange={(recruitment) => change({ recruitment })} />
        <Select name="report.sector" label={say('sector')} options={options(labourSector)} missing={['unknown', 'not_applicable']} value={draft.sector as never} onChange={(sector) => change({ sector })} />
        <Select name="report.place-type" label={say('place-type')} options={options(placeType)} missing={['unknown']} value={draft.placeType as never} onChange={(next) => change({ placeType: next })} />
        <Field name="report.places" label={say('places')} value={draft.places} onChange={(text) => change({ places: text })} limit={500} />
      </div>
      <Signs answers={draft.answers} onAnswers={(answers) => change({ answers })} />
    </Stack>
  )
}

function Elements({ draft }: Pick<Part, 'draft'>) {
  const say = useWords(words)
  const seen = elements(draft)
  return (
    <div className="sheet" data-key="report.elements">
      <strong>{say('elements')}</strong>
      <Facts facts={(['act', 'means', 'purpose'] as const).map((part) => ({ label: say(`elements.${part}`), value: <Tag>{say(`elements.${seen[part]}`)}</Tag>, name: `elements.${part}` }))} />
      <p>{say('elements.words')}</p>
    </div>
  )
}
