import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { storyOf } from '../../../desk/story-folder.ts'
import { Button, Choice, Choices, DateField, Field, Foot, Loaded, Notice, Page, Select, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { SentTo } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, FolderId } from '../../../shared/ids.ts'
import { dictionary, formatDay } from '../../../shared/words.ts'
import { centreOutcome, identificationBasis, statusDecidedBy, victimStatus } from '../../../vocabulary/index.ts'
import { clients } from '../../clients/contract.ts'
import { identification } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)
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
  readonly reasons: string
  readonly documentNumber: string
}

/** Adds one dated event; nothing that was decided before is changed by it. */
export default function Identify() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const client = search.get('client') as ClientId
  const query = useQuery({
    queryKey: ['clients', client, 'identify'], retry: false,
    queryFn: async () => ({ record: await desk.call(clients.one, { client }), card: (await desk.keys.cardsOf([client]))[0] }),
  })
  return <Loaded query={query} lines={8}>{({ record, card }) => <Form client={client} name={card ? calledOf(card) : '–'} reports={record.contacts.filter((one) => one.subtype === 'report')} />}</Loaded>
}

type FormGiven = { readonly client: ClientId; readonly name: string; readonly reports: readonly { readonly folder: FolderId; readonly onDay: string }[] }

function Form({ client, name, reports }: FormGiven) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const plainly = usePlainly()
  const tell = useTell()
  const queries = useQueryClient()
  const { options } = useCodes()
  const [, go] = useLocation()
  const thisMonth = dayOf(new Date()).slice(0, 7)
  const [asked, setAsked] = useState<Asked>({ kind: 'status', status: null, decidedBy: null, month: thisMonth, minor: null, report: reports[0]?.folder ?? null, outcome: null, basis: [], reasons: '', documentNumber: '' })
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const sent = useRef<{ readonly of: Asked; readonly send: () => Promise<unknown> } | undefined>(undefined)
  const set = (some: Partial<Asked>) => setAsked((now) => ({ ...now, ...some }))
  const isStatus = asked.kind === 'status'

  async function save() {
    setMissing(true)
    if (busy || (isStatus && (!asked.status || !asked.decidedBy)) || (asked.kind === 'outcome' && !asked.outcome)) return
    setBusy(true)
    setError(undefined)
    try {
      if (sent.current?.of !== asked) sent.current = { of: asked, send: await compose() }
      await sent.current.send()
      await queries.invalidateQueries({ queryKey: ['clients'] })
      tell(say('saved'))
      go(`/clients/${client}`)
    } catch (problem) {
      setError(say('not-sent', { why: plainly(problem) }))
      setBusy(false)
    }
  }
  async function compose(): Promise<() => Promise<unknown>> {
    const { folder, newFolder } = await storyOf(desk, client)
    const sealed = { basis: [...asked.basis], herView: '', reasons: asked.reasons, documentNumber: asked.documentNumber }
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
  return (
    <Page title={say('title')} over={say('for', { name })} lead={say('lead')}>
      <Stack>
        <Choice name="identify.kind" active label={say('kind')} missing={[]} value={asked.kind} options={(['status', 'reported', 'outcome'] as const).map((value) => ({ value, label: say(`kind.${value}`) }))} onChange={(kind) => set({ kind: kind ?? 'status' })} />
        {isStatus && (
          <>
            <Choice name="identify.status" label={say('status')} missing={[]} options={options(victimStatus)} value={asked.status} onChange={(status) => set({ status })} error={missing && !asked.status ? say('status.needed') : undefined} />
            <Choice name="identify.decided" label={say('decided')} missing={[]} options={options(statusDecidedBy)} value={asked.decidedBy} onChange={(decidedBy) => set({ decidedBy })} error={missing && !asked.decidedBy ? say('decided.needed') : undefined} />
            <Choice name="identify.minor" label={say('minor')} options={(['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))} value={asked.minor} onChange={(minor) => set({ minor })} />
            <Select name="identify.report" label={say('report')} empty={say('report.none')} options={reports.map((one) => ({ value: one.folder as string, label: formatDay(one.onDay, locale) }))} value={asked.report} onChange={(report) => set({ report })} />
          </>
        )}
        {asked.kind === 'outcome' && <Choice name="identify.outcome" label={say('outcome')} missing={[]} options={options(centreOutcome)} value={asked.outcome} onChange={(outcome) => set({ outcome })} error={missing && !asked.outcome ? say('status.needed') : undefined} />}
        <DateField name="identify.month" of="month" label={say('month')} value={asked.month} to={dayOf(new Date())} onChange={(month) => set({ month: (month ?? thisMonth).slice(0, 7) })} />
        {isStatus && <Choices name="identify.basis" label={say('basis')} options={options(identificationBasis)} value={asked.basis as never} onChange={(next) => set({ basis: typeof next === 'string' ? [] : next })} />}
        <Field name="identify.reasons" label={say('reasons')} lines={3} value={asked.reasons} onChange={(reasons) => set({ reasons })} limit={50_000} />
        <Field name="identify.document" label={say('document')} value={asked.documentNumber} onChange={(documentNumber) => set({ documentNumber })} limit={200} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
      <Foot><span /><Button kind="primary" name="identify.save" busy={busy} onClick={() => void save()}>{say('save')}</Button></Foot>
    </Page>
  )
}
