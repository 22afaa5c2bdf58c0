import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { storyOf } from '../../../desk/story-folder.ts'
import { Button, Choice, Choices, DateField, Field, Foot, Loaded, Page, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isMonth, yearOf } from '../../../shared/calendar.ts'
import type { SentTo } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, FolderId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { centreOutcome, identificationBasis, statusDecidedBy, victimStatus } from '../../../vocabulary/index.ts'
import { clients } from '../../clients/contract.ts'
import { identification } from '../contract.ts'
import { contradictsMinor, mayDecide, whyNotEvent } from '../rules.ts'
import { identificationWords as words } from './words.ts'

type StatusEvent = SentTo<typeof identification.recordStatus>
type CentreEvent = SentTo<typeof identification.recordCentre>
type Asked = {
  readonly kind: 'status' | 'reported' | 'outcome'
  readonly status: StatusEvent['status'] | null
  readonly decidedBy: StatusEvent['decidedBy'] | null
  readonly month: string
  readonly minor: StatusEvent['minor'] | null
  readonly report: string | null
  readonly outcome: CentreEvent['outcome'] | null
  readonly basis: readonly string[]
  readonly herView: string
  readonly reasons: string
  readonly documentNumber: string
}

/** Adds one dated event; nothing that was decided before is changed by it. */
export default function Identify() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const client = search.get('client') as ClientId
  const query = useBegun(`identify?client=${client}`, async () => {
    const record = await desk.call(clients.one, { client })
    const [card] = await desk.keys.cardsOf([client])
    await desk.keys.admit(record.served)
    const persons = await desk.keys.openDocs(record.served.docs.filter((doc) => doc.schema.startsWith('person/')))
    const birthYear = persons.map((doc) => (doc.content as { birthYear?: number | null } | undefined)?.birthYear ?? null).find((year) => year !== null) ?? null
    const reports = record.contacts.filter((one) => one.subtype === 'report')
    const blank: Asked = {
      kind: 'status', status: null, decidedBy: null, month: dayOf(new Date()).slice(0, 7), minor: null, report: reports[0]?.folder ?? null, outcome: null, basis: [],
      herView: '', reasons: '', documentNumber: '',
    }
    return { blank, more: { name: card ? calledOf(card) : '–', reports, birthYear } }
  })
  return <Loaded query={query} lines={8}>{({ begun, more }) => <Form key={begun.id} begun={begun} client={client} {...more} />}</Loaded>
}

type FormGiven = { readonly begun: Begun<Asked>; readonly client: ClientId; readonly name: string; readonly reports: readonly { readonly folder: FolderId; readonly onDay: string }[]; readonly birthYear: number | null }

function Form({ begun, client, name, reports, birthYear }: FormGiven) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const { options } = useCodes()
  const [, go] = useLocation()
  const { state: asked, change: set, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [missing, setMissing] = useState(false)
  const isStatus = asked.kind === 'status'
  const monthFits = isMonth(asked.month) && asked.month <= dayOf(new Date()).slice(0, 7)
  const reportDay = reports.find((one) => one.folder === asked.report)?.onDay
  const wrong = isStatus && monthFits ? whyNotEvent({ status: asked.status ?? '', decidedBy: asked.decidedBy ?? '', month: asked.month }, reportDay) : undefined
  const deciders = options(statusDecidedBy).map((one) => ({ ...one, disabled: !mayDecide(asked.status, one.value) }))
  const minorWrong = isStatus && monthFits && contradictsMinor(birthYear, asked.minor ?? 'not_asked', yearOf(asked.month))

  async function saveIt() {
    pressed()
    setMissing(true)
    if (minorWrong || wrong || !monthFits || (isStatus && (!asked.status || !asked.decidedBy)) || (asked.kind === 'outcome' && !asked.outcome) || !(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['clients'] })
    tell(say('saved'))
    go(`/clients/${client}`)
  }
  async function compose(): Promise<() => Promise<unknown>> {
    const { folder, newFolder } = await storyOf(desk, client)
    const sealed = { basis: [...asked.basis], herView: asked.herView, reasons: asked.reasons, documentNumber: asked.documentNumber }
    const id = newId<'record'>()
    const doc = await desk.keys.sealDoc({ folder, id: newId(), version: 1, schema: 'status-event/1' }, { ...sealed, of: id })
    const common = { id, client, month: asked.month, folder, newFolder, doc }
    if (!isStatus) {
      const outcome = asked.kind === 'reported' ? 'pending' : (asked.outcome ?? 'pending')
      return () => desk.call(identification.recordCentre, { ...common, step: asked.kind === 'reported' ? 'reported' : 'outcome', outcome })
    }
    const event: StatusEvent = { ...common, status: asked.status ?? 'possible', decidedBy: asked.decidedBy ?? 'ngo', minor: asked.minor ?? 'not_asked', report: asked.report as FolderId | null }
    return () => desk.call(identification.recordStatus, event)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void saveIt() }])
  return (
    <Page title={say('title')} over={say('for', { name })} lead={say('lead')} actions={<Saved {...keeping} />}>
      <Stack>
        <Choice name="identify.kind" active label={say('kind')} missing={[]} value={asked.kind} options={(['status', 'reported', 'outcome'] as const).map((value) => ({ value, label: say(`kind.${value}`) }))} onChange={(kind) => { setMissing(false); set({ kind: kind ?? 'status' }) }} />
        {isStatus && (
          <>
            <Choice name="identify.status" label={say('status')} missing={[]} options={options(victimStatus)} value={asked.status} onChange={(status) => set({ status, decidedBy: asked.decidedBy && mayDecide(status, asked.decidedBy) ? asked.decidedBy : null })} error={missing && !asked.status ? say('status.needed') : undefined} />
            {/* Who cannot have decided stays in its place, so that every digit keeps its meaning; it cannot be chosen, and a line says why. */}
            <Choice name="identify.decided" label={say('decided')} hint={deciders.some((one) => one.disabled) ? say('decided.formal') : undefined} missing={[]} options={deciders} value={asked.decidedBy} onChange={(decidedBy) => set({ decidedBy })} error={missing && (!asked.decidedBy || wrong === 'decidedBy') ? say('decided.needed') : undefined} />
            <Choice name="identify.minor" label={say('minor')} options={(['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))} value={asked.minor} onChange={(minor) => set({ minor })} error={minorWrong ? say('minor.contradicts') : undefined} />
            <Select name="identify.report" label={say('report')} empty={say('report.none')} options={reports.map((one) => ({ value: one.folder as string, label: formatDay(one.onDay, locale) }))} value={asked.report} onChange={(report) => set({ report })} error={wrong === 'report' ? say('report.later') : undefined} />
          </>
        )}
        {asked.kind === 'outcome' && <Choice name="identify.outcome" label={say('outcome')} missing={[]} options={options(centreOutcome)} value={asked.outcome} onChange={(outcome) => set({ outcome })} error={missing && !asked.outcome ? say('outcome.needed') : undefined} />}
        <DateField name="identify.month" of="month" label={say('month')} value={asked.month} to={dayOf(new Date())} needed={missing ? 'now' : 'when-left'} onChange={(month) => set({ month: month?.slice(0, 7) ?? '' })} />
        {isStatus && <Choices name="identify.basis" label={say('basis')} options={options(identificationBasis)} value={asked.basis as never} onChange={(next) => set({ basis: typeof next === 'string' ? [] : next })} />}
        {isStatus && <Field name="identify.her-view" label={say('her-view')} lines={2} value={asked.herView} onChange={(herView) => set({ herView })} limit={20_000} />}
        <Field name="identify.reasons" label={say('reasons')} lines={3} value={asked.reasons} onChange={(reasons) => set({ reasons })} limit={50_000} />
        <Field name="identify.document" label={say('document')} value={asked.documentNumber} onChange={(documentNumber) => set({ documentNumber })} limit={200} />
      </Stack>
      <Foot problem={error}><span /><Button kind="primary" name="identify.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say('save')}</Button></Foot>
    </Page>
  )
}
