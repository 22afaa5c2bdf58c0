import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, DateField, Disclosure, LinkButton, Loaded, Notice, Page, Panel, PrintHeader, Row, Stack, Table, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { addDays, dayOf, isDay } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { dictionary, formatDay } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { titleOf } from '../../directory/rules.ts'
import { useDirectory } from '../../directory/screens/directory.ts'
import { TakeBack } from '../../services/screens/take-back.tsx'
import { institutionContactWords, institutionFollowUpWords, institutions } from '../contract.ts'
import type { InstitutionFollowUp } from '../contract.ts'
import { accountOf, byInstitution, isToAskFor, median } from '../rules.ts'
import type { Account, Opened } from '../rules.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)
type One = Opened & { readonly id: RecordId; readonly folder: FolderId; /** Typed by hand, and about no client: nowhere else can it be taken back. */ readonly loose: boolean; readonly docs: readonly OpenedDoc[]; readonly called: string; readonly promised: string; readonly promisedBy: string | null }
type Read = { readonly all: readonly One[]; readonly closed: number }

async function read(desk: OpenDesk, from: string, to: string): Promise<Read> {
  const all: One[] = []
  let closed = 0
  let before: { beforeDay: string; beforeId: RecordId } | undefined
  for (;;) {
    const page: OutputOf<typeof institutions.list> = await desk.call(institutions.list, { from, to, ...before })
    await desk.keys.admit(page.served)
    const docs = await desk.keys.openDocs(page.served.docs)
    const said = new Map(docs.filter((doc) => doc.schema.startsWith('institution-contact/')).map((doc) => [(doc.content as { of?: string } | undefined)?.of, institutionContactWords.safeParse(doc.content).data]))
    const later = Map.groupBy(docs.filter((doc) => doc.schema.startsWith('institution-follow-up/')).flatMap((doc) => institutionFollowUpWords.safeParse(doc.content).data ?? []), (one) => one.of)
    const own = Map.groupBy(docs, (doc) => (doc.content as { of?: string } | undefined)?.of)
    closed += docs.filter((doc) => doc.quarantined && doc.quarantined !== 'not-held').length
    for (const one of page.contacts) {
      const spoken = said.get(one.id)
      all.push({
        id: one.id, folder: one.folder, loose: one.client === null && !one.imported, docs: own.get(one.id) ?? [], onDay: one.onDay, kind: one.kind, direction: one.direction, words: spoken, later: later.get(one.id) ?? [],
        called: [spoken?.called, spoken?.withWhom].filter(Boolean).join(' · '), promised: spoken?.promise ?? '', promisedBy: spoken?.promisedBy || null,
      })
    }
    const last = page.contacts.at(-1)
    if (!page.more || !last) return { all, closed }
    before = { beforeDay: last.onDay, beforeId: last.id }
  }
}

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
  const query = useQuery({ queryKey: ['institution-contacts', period], staleTime: 60_000, queryFn: () => read(desk, period.from, period.to) })
  return (
    <Page title={say('account.title')} lead={say('account.lead')} actions={<><LinkButton kind="quiet" href="/directory" name="account.directory">{say('account.to-directory')}</LinkButton><Button name="account.print" onClick={() => print()}>{say('account.print')}</Button></>}>
      <PrintHeader title={say('account.title')} period={`${formatDay(period.from, locale)} – ${formatDay(period.to, locale)}`} printedBy={desk.me.shown} />
      <div className="wide-field" data-chrome>
        <DateField name="account.from" label={say('account.from')} value={typed.from} needed="when-left" onChange={(from) => choose({ ...typed, from: from ?? '' })} />
        <DateField name="account.to" label={say('account.to')} value={typed.to} needed="when-left" onChange={(to) => choose({ ...typed, to: to ?? '' })} />
      </div>
      <Loaded query={query} lines={8}>{(found) => <Shown found={found} />}</Loaded>
    </Page>
  )
}

type Line = { readonly key: string; readonly called: string; readonly account: Account }

function Shown({ found: { all, closed } }: { readonly found: Read }) {
  const say = useWords(words)
  const { label } = useCodes()
  const directory = useDirectory()
  const today = dayOf(new Date())
  const lines = [...byInstitution(all)].map(([key, some]): Line => {
    const entry = directory.data?.institutions.get(key)
    const called = entry ? titleOf(entry) : key.startsWith('kind:') ? say('account.unnamed', { kind: label(institutionKind, key.slice(5)) }) : (some.find((one) => one.called)?.called.split(' · ')[0] ?? '–')
    return { key, called, account: accountOf(some, today) }
  }).sort((one, other) => other.account.contacts - one.account.contacts)
  const toAsk = all.filter((one) => isToAskFor(one, today))
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
          { key: 'promises', label: say('account.promises'), number: true, cell: (line) => line.account.promises, sort: (line) => line.account.promises },
          { key: 'kept', label: say('account.kept'), cell: (line) => say('account.kept.of', { kept: line.account.kept, late: line.account.keptLate }) },
          { key: 'broken', label: say('account.broken'), cell: (line) => say('account.broken.of', { broken: line.account.broken, overdue: line.account.overdue }) },
          { key: 'refusals', label: say('account.refusals'), number: true, cell: (line) => line.account.refusals, sort: (line) => line.account.refusals },
        ]} />
      )}
      <div data-chrome>
        <Panel title={say('account.ask')} name="account.ask">
          {toAsk.length === 0 && <p>{say('account.ask.none')}</p>}
          <ul className="list">{toAsk.slice(0, 100).map((one) => <li key={one.id}><ToAsk one={one} /></li>)}</ul>
        </Panel>
        <Loose all={all.filter((one) => one.loose)} />
      </div>
    </Stack>
  )
}

/** About no client, so that they stand on nobody's page: what was written down by mistake is taken back here. */
function Loose({ all }: { readonly all: readonly One[] }) {
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
              <span>{[formatDay(one.onDay, locale), label(institutionKind, one.kind), one.called].filter(Boolean).join(' · ')}</span>
              <TakeBack of="institution" one={one} docs={one.docs} called={label(institutionKind, one.kind)} />
            </Row>
          </li>
        ))}
      </ul>
      {all.length > 100 && <p>{say('account.loose.more')}</p>}
    </Disclosure>
  )
}

/** One press says what came of it; it is sealed where the contact stands. */
function ToAsk({ one }: { readonly one: One }) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const { label } = useCodes()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  async function follow(what: InstitutionFollowUp['what']) {
    setBusy(true)
    try {
      const content: InstitutionFollowUp = { of: one.id, what, on: dayOf(new Date()), note: '' }
      const doc = await desk.keys.sealDoc({ folder: one.folder, id: newId(), version: 1, schema: 'institution-follow-up/1' }, content)
      await desk.call(institutions.followUp, { id: one.id, doc })
      await queries.invalidateQueries({ queryKey: ['institution-contacts'] })
      tell(say('account.noted'))
    } catch (problem) {
      tell(plainly(problem))
      setBusy(false)
    }
  }
  const promise = one.promised || one.words?.answer === 'promised'
  const whats = promise ? (['kept', 'broken'] as const) : (['answered', 'refused'] as const)
  return (
    <Row spread>
      <span>
        {formatDay(one.onDay, locale)} · {one.called || label(institutionKind, one.kind)}{one.words?.institution && <> · <Link href={`/directory/${one.words.institution}`} data-key="account.open">{say('account.telephone')}</Link></>}
        {one.promised && <><br />{one.promised}</>}{one.promisedBy && <> ({say('account.by', { day: formatDay(one.promisedBy, locale) })})</>}
      </span>
      <Row>{whats.map((what) => <Button key={what} name={`account.follow.${what}`} busy={busy} onClick={() => void follow(what)}>{say(`account.follow.${what}`)}</Button>)}</Row>
    </Row>
  )
}
