import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { useLocale, useWords } from '../../../desk/ui/index.ts'
import type { StoryEvent } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { assistance, centreOutcome, contactSubtype, contactType, identificationBasis, institutionContactTopic, institutionKind, serviceState, statusDecidedBy, victimStatus } from '../../../vocabulary/index.ts'
import type { ContactWords } from '../../contacts/contract.ts'
import type { institutionContactWords } from '../../institutions/contract.ts'
import type { statusEventWords } from '../../identification/contract.ts'
import type { ScreeningWords } from '../../screenings/contract.ts'
import type { serviceWords } from '../../services/contract.ts'
import { TakeBack } from '../../services/screens/take-back.tsx'
import type * as z from 'zod/mini'
import type { clients } from '../contract.ts'
import { inOrderOfEvents } from '../status-order.ts'
import { clientWords } from './words.ts'

/** It comes with the lists' own words, which not everybody's story needs. */
const ScreeningSeen = lazy(() => import('../../screenings/screens/screening.tsx').then((page) => ({ default: page.ScreeningSeen })))

export type Client = OutputOf<typeof clients.one>
type WordsOf<Schema extends z.ZodMiniType> = Partial<z.output<Schema>> & { readonly of?: string }
const glance = (text: string | undefined) => (text && text.length > 160 ? `${text.slice(0, 160).trimEnd()} …` : text)

/** The newest words of a record, among those that open: of a contact by its folder, of anything else by the record they name. */
function wordsFor(docs: readonly OpenedDoc[]) {
  const opened = docs.filter((doc) => doc.content !== undefined).toSorted((one, other) => one.version - other.version)
  const contacts = new Map(opened.filter((doc) => doc.schema.startsWith('contact/')).map((doc) => [doc.folder as string, doc.content as ContactWords]))
  // What came later of a contact with an institution names it too, and is not what was said in it.
  const records = new Map(opened.filter((doc) => !doc.schema.startsWith('institution-follow-up/')).flatMap((doc) => {
    const { of } = (doc.content ?? {}) as { of?: unknown }
    return typeof of === 'string' ? [[of, doc.content] as const] : []
  }))
  const screenings = opened.filter((doc) => doc.schema.startsWith('screening/')).map((doc) => ({ id: doc.id, ...(doc.content as ScreeningWords) }))
  return { contact: (folder: string) => contacts.get(folder), of: <Schema extends z.ZodMiniType>(id: string) => records.get(id) as WordsOf<Schema> | undefined, screenings }
}

/** Everything that happened, each with its day and with as many of its words as open for whoever looks. */
export function useStory(record: Client, docs: readonly OpenedDoc[]): readonly StoryEvent[] {
  const desk = useDesk()
  const say = useWords(clientWords)
  const locale = useLocale()
  const { label } = useCodes()
  const words = wordsFor(docs)
  const reportDay = (folder: string) => record.contacts.find((one) => one.folder === folder)?.onDay
  const lines = (...some: readonly (string | false | null | undefined)[]): ReactNode => some.filter(Boolean).map((line) => <p key={String(line)} className="pre">{line}</p>)
  return [
    ...record.contacts.map((one) => ({
      id: one.folder, on: one.onDay, kind: 'contact', significant: one.subtype === 'report',
      title: <Link href={`/contacts/${one.folder}`}>{say('event.contact', { what: one.subtype === 'not_asked' ? label(contactType, one.type) : label(contactSubtype, one.subtype) })}</Link>,
      detail: lines(glance(words.contact(one.folder)?.says), glance(words.contact(one.folder)?.agreed)),
    })),
    ...inOrderOfEvents(record.statusEvents, record.centreEvents).map((one) => {
      const said = words.of<typeof statusEventWords>(one.id)
      if ('step' in one) {
        return { id: one.id, on: one.month, kind: 'centre', significant: true, title: say(`event.centre.${one.step}`, { outcome: label(centreOutcome, one.outcome) }), detail: lines(said?.reasons) }
      }
      const day = one.report ? reportDay(one.report) : undefined
      return {
        id: one.id, on: one.month, kind: 'status', significant: true,
        title: say('event.status', { status: label(victimStatus, one.status), by: label(statusDecidedBy, one.decidedBy) }),
        detail: lines(day && say('event.report', { day: formatDay(day, locale) }), said?.basis?.map((code) => label(identificationBasis, code)).join(', '), said?.reasons, said?.documentNumber),
      }
    }),
    ...record.institutionContacts.map((one) => {
      const said = words.of<typeof institutionContactWords>(one.id)
      return {
        id: one.id, on: one.onDay, kind: 'institution', title: say('event.institution', { kind: label(institutionKind, one.kind), topic: label(institutionContactTopic, one.topic) }),
        detail: lines([said?.called, said?.withWhom].filter(Boolean).join(' · '), said?.said, said?.promise),
        actions: desk.may('institutions:record') && <TakeBack of="institution" one={one} docs={docs} called={label(institutionKind, one.kind)} />,
      }
    }),
    ...record.services.map((one) => {
      const said = words.of<typeof serviceWords>(one.id)
      const state = one.state === 'provided' ? '' : label(serviceState, one.state)
      return {
        id: one.id, on: one.onDay, kind: one.state === 'provided' ? 'service' : `service.${one.state}`, title: [say('event.service', { kind: label(assistance, one.kind) }), one.times > 1 && say('event.times', { times: formatNumber(one.times, locale) }), state].filter(Boolean).join(' · '),
        detail: lines(said?.note, said?.why, said?.askAgain && say('event.ask-again', { day: formatDay(said.askAgain, locale) })),
        actions: desk.may('services:record') && <TakeBack of="help" one={one} docs={docs} called={label(assistance, one.kind)} />,
      }
    }),
    ...words.screenings.map((one) => ({
      id: one.id, on: one.on, kind: 'screening', significant: true, title: say('event.screening', { asked: one.asked, of: one.of }), detail: <>{lines(say(`event.screening.${one.says}`), one.note)}<Suspense fallback={null}><ScreeningSeen screening={one} /></Suspense></>,
    })),
  ].sort((one, other) => other.on.localeCompare(one.on))
}

/** What institutions promised for her by a day that has not gone by for more than two months. */
export function promisesIn(record: Client, docs: readonly OpenedDoc[]) {
  const words = wordsFor(docs)
  const since = dayOf(new Date(Date.now() - 60 * 86_400_000))
  return record.institutionContacts.flatMap((one) => {
    const said = words.of<typeof institutionContactWords>(one.id)
    const until = said?.promisedBy ?? null
    return said?.promise && (until ?? one.onDay) >= since ? [{ kind: one.kind, promise: said.promise, by: until }] : []
  })
}
