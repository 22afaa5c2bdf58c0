import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Disclosure, Hidden, Loaded, Row, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { Permission } from '../../../shared/roles.ts'
import { formatDay, formatMonth, formatNumber } from '../../../shared/words.ts'
import {
  assistance, channel, contactOutcome, contactSubtype, contactType, eventKind, institutionContactTopic, institutionKind, ourRole, requestAnswer, statusDecidedBy, victimStatus,
} from '../../../vocabulary/index.ts'
import { figures } from '../contract.ts'
import type { RecordBehind } from '../contract.ts'
import type { Definition } from '../definitions.ts'
import type { FigureValue } from '../present.ts'
import { recordsOf } from '../records.ts'
import type { Period } from '../shape.ts'
import { pageWords } from './screen-words.ts'

type Given = { readonly figure: FigureValue; readonly definition: Definition; readonly period: Period }
/** What the asked figure counts comes as text, so that a program of yesterday still lists what a figure of tomorrow counts. */
type Unit = string
type Called = RecordBehind & { readonly names: readonly string[]; readonly closed: number }

/** The records behind the number, as far as she holds them: when, what, whom, and the way to each. Looking is noted. */
export function WayDown({ figure, definition, period }: Given) {
  const desk = useDesk()
  const say = useWords(pageWords)
  const [open, setOpen] = useState(false)
  if (!desk.may('records:read')) return null
  return (
    <Disclosure summary={say('down')} name="figure.down" open={open} onToggle={setOpen}>
      {open && <Records figure={figure} definition={definition} period={period} />}
    </Disclosure>
  )
}

function Records({ figure, definition, period }: Given) {
  const desk = useDesk()
  const say = useWords(pageWords)
  const locale = useLocale()
  const plainly = usePlainly()
  const query = useInfiniteQuery({
    queryKey: ['figures', 'records', figure.id, period], initialPageParam: undefined as { afterOn: string; afterId: string } | undefined, retry: false,
    queryFn: ({ pageParam }) => desk.call(figures.records, { figure: figure.id, from: period.from, to: period.to, ...pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = query.data?.pages[0]
  const rows = useCalled(query.data?.pages.flatMap((page) => page.records) ?? [])
  // Of a share, the numerator is what it counts.
  const whole = figure.numerator ?? figure.value ?? 0
  const closed = first ? Math.max(0, whole - first.counted) : 0
  return (
    <Loaded query={{ ...query, data: first }} lines={4} failed={plainly}>
      {({ unit, shown, counted }) => (
        <div className="figure-records" data-key="figure.records">
          <p>{shown === 0 ? say(nothingShown(figure.value, whole)) : [
            say('held', { shown }),
            unit === 'service' && counted !== shown && say('as-times', { counted }),
            closed > 0 && say(definition.counts !== 'rows' && 'sum' in definition.counts ? 'closed.times' : 'closed', { closed }),
          ].filter(Boolean).join(' ')}</p>
          {rows.length > 0 && <Listed unit={unit} rows={rows} event={recordsOf(definition.records).from === 'status_event'} whole={!query.hasNextPage} />}
          {query.hasNextPage && (
            <Row>
              <Button name="figure.more" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{say('more', { count: Math.min(50, shown - rows.length) })}</Button>
              <span>{say('listed', { listed: formatNumber(rows.length, locale), shown: formatNumber(shown, locale) })}</span>
            </Row>
          )}
          {shown > 0 && <Hidden role="status">{say('listed', { listed: rows.length, shown })}</Hidden>}
        </div>
      )}
    </Loaded>
  )
}

/** A director sees the number and never the records: that is said as it is, and not as a list that came out empty. */
const nothingShown = (value: number | null, whole: number) => (whole > 0 ? 'sealed' : value === 0 ? 'nothing' : 'none')

/** With what each client is called, as far as her card is open here; cards that are still coming are filled in. */
function useCalled(records: readonly RecordBehind[]): readonly Called[] {
  const desk = useDesk()
  const clients = [...new Set(records.flatMap((one) => one.clients))]
  const { data: called } = useQuery({
    queryKey: ['figures', 'called', desk.cards, clients], placeholderData: keepPreviousData,
    queryFn: async () => new Map((await desk.keys.cardsOf(clients)).map((card) => [card.client, calledOf(card)])),
  })
  return records.map((one) => {
    const names = one.clients.flatMap((client) => called?.get(client) ?? [])
    return { ...one, names, closed: called ? one.clients.length - names.length : 0 }
  })
}

/** Records that have a page of their own. */
const pages: Readonly<Partial<Record<Unit, { readonly path: string; readonly may: Permission }>>> = {
  campaign: { path: '/campaigns', may: 'prevention:write' }, event: { path: '/events', may: 'prevention:write' }, memorandum: { path: '/memoranda', may: 'institutions:record' },
}
/** Whose records are about somebody; the others are about an occasion. */
const ofPeople: readonly Unit[] = ['contact', 'service', 'institution_contact']

type ListedGiven = { readonly unit: Unit; readonly rows: readonly Called[]; readonly event: boolean; readonly whole: boolean }

function Listed({ unit, rows, event, whole }: ListedGiven) {
  const desk = useDesk()
  const say = useWords(pageWords)
  const locale = useLocale()
  const { label } = useCodes()
  const when = (one: Called) => {
    if (one.on.length < 10) return one.on || say('no-year')
    return event && unit === 'client' ? formatMonth(one.on.slice(0, 7), locale) : formatDay(one.on, locale)
  }
  const whom = (one: Called) => [...one.names, ...(one.closed ? [say('client.closed', { count: one.closed })] : [])].join(', ') || say('client.nobody')
  /** Her page where there is one client, else the contact in which it was; only where she may go. */
  const to = (one: Called) => {
    if (unit === 'client') return desk.may('clients:find') && one.names.length ? `/clients/${one.id}` : undefined
    const page = pages[unit]
    if (page) return desk.may(page.may) ? `${page.path}/${one.id}` : undefined
    if (one.contact && desk.may('contacts:take')) return `/contacts/${one.contact}`
    return one.names.length === 1 && desk.may('clients:find') ? `/clients/${one.clients[0]}` : undefined
  }
  const leading = (one: Called, text: string) => {
    const address = to(one)
    return address ? <Link href={address} data-key="figure.record">{text}</Link> : text
  }
  const kinds: Readonly<Partial<Record<Unit, (one: Called) => string>>> = {
    contact: (one) => (!one.subtype || one.subtype === 'not_asked' ? label(contactType, one.type ?? null) : label(contactSubtype, one.subtype)),
    client: (one) => [one.status && label(victimStatus, one.status), one.decidedBy && label(statusDecidedBy, one.decidedBy)].filter(Boolean).join(', '),
    service: (one) => label(assistance, one.kind ?? null) + ((one.times ?? 1) > 1 ? ` × ${one.times}` : ''),
    campaign: (one) => label(ourRole, one.role ?? null),
    event: (one) => [label(eventKind, one.kind ?? null), label(ourRole, one.role ?? null)].join(', '),
    activist: () => say('activist'),
    memorandum: (one) => label(institutionKind, one.kind ?? null),
    authority_request: (one) => label(requestAnswer, one.answer ?? null),
    institution_contact: (one) => `${label(institutionKind, one.kind ?? null)} – ${label(institutionContactTopic, one.topic ?? null)}`,
  }
  const what = kinds[unit] ?? (() => '')
  const name = say('down')
  // A part of a list cannot be ordered as if it were all of it.
  const sorted = (by: (one: Called) => string) => (whole ? { sort: by } : {})
  const whenColumn = { key: 'when', label: say(event && unit === 'client' ? 'when.month' : unit === 'client' ? 'when.last' : 'when'), ...sorted((one) => one.on) }
  const whoColumn = { key: 'who', label: say('who'), ...sorted(whom) }
  if (unit === 'client') {
    const columns = [
      { ...whoColumn, heads: true, cell: (one: Called) => leading(one, whom(one)) }, { ...whenColumn, cell: when },
      ...(event ? [{ key: 'what', label: say('what.status'), cell: what, ...sorted(what) }] : []),
    ]
    return <Table caption={name} captionHidden rows={rows} keyOf={(one) => one.id} columns={columns} />
  }
  return (
    <Table caption={name} captionHidden rows={rows} keyOf={(one) => one.id} columns={[
      { ...whenColumn, heads: true, cell: (one) => leading(one, when(one)) },
      { key: 'what', label: say('what'), cell: what, ...sorted(what) },
      ...(unit === 'contact' ? [
        { key: 'channel', label: say('channel'), cell: (one: Called) => label(channel, one.channel ?? null) },
        { key: 'outcome', label: say('outcome'), cell: (one: Called) => label(contactOutcome, one.outcome ?? null) },
      ] : []),
      ...(ofPeople.includes(unit) ? [{ ...whoColumn, cell: whom }] : []),
      ...(!ofPeople.includes(unit) && rows.some((one) => one.times !== undefined) ? [{ key: 'adds', label: say('adds'), number: true, cell: (one: Called) => formatNumber(one.times ?? 0, locale), ...sorted((one) => String(one.times ?? 0)) }] : []),
    ]} />
  )
}
