import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Facts, Loaded, LinkButton, Notice, Page, Panel, PrintHeader, Story, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { StoryEvent } from '../../../desk/ui/index.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { assistance, centreOutcome, contactSubtype, contactType, institutionContactTopic, institutionKind, statusDecidedBy, victimStatus } from '../../../vocabulary/index.ts'
import { clients } from '../contract.ts'
import { CardDialog } from './card-dialog.tsx'
import { clientWords } from './words.ts'

type Client = OutputOf<typeof clients.one>

/** What she is called, how to call her safely, what is agreed next, and one story of everything that happened. */
export default function ClientPage() {
  const desk = useDesk()
  const say = useWords(clientWords)
  const { client } = useParams<{ client: string }>()
  const query = useQuery({
    queryKey: ['clients', client, desk.cards], retry: false,
    queryFn: async () => {
      const record = await desk.call(clients.one, { client: client as ClientId })
      await desk.keys.admit(record.served)
      const [card] = await desk.keys.cardsOf([client])
      return { record, card }
    },
  })
  return <Loaded query={query} lines={10} failed={() => say('gone')}>{({ record, card }) => <Opened record={record} card={card} onChanged={() => void query.refetch()} />}</Loaded>
}

type OpenedGiven = { readonly record: Client; readonly card: OpenCard | undefined; readonly onChanged: () => void }

function Opened({ record, card, onChanged }: OpenedGiven) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const locale = useLocale()
  const { label } = useCodes()
  const [editing, setEditing] = useState(false)
  const events = useStory(record)
  const latest = record.statusEvents.toSorted((one, other) => other.month.localeCompare(one.month))[0]
  const words = card?.words
  const safe = words && [words.safe.ok === 'yes' || words.safe.ok === 'no' ? say(`safe.${words.safe.ok}`) : label(victimStatus, words.safe.ok), words.safe.hours, words.safe.ask, words.safe.say, words.safe.codeWord].filter(Boolean).join(' · ')
  return (
    <Page
      title={card ? calledOf(card) : '–'} over={words?.code}
      actions={<>
        {desk.may('ledger:read') && card && <LinkButton kind="quiet" href={`/ledger?folder=${card.folder}`} name="client.looked">{say('looked')}</LinkButton>}
        {desk.may('clients:write') && card && <Button kind="quiet" name="client.edit" onClick={() => setEditing(true)}>{say('edit')}</Button>}
        {desk.may('institutions:record') && <LinkButton href={`/institutions?client=${record.client}`} name="client.institution">{say('to.institution')}</LinkButton>}
        {desk.may('situations:write') && <LinkButton href={`/report?client=${record.client}`} name="client.report">{say('to.report')}</LinkButton>}
        {desk.may('situations:write') && <LinkButton href={`/identify?client=${record.client}`} name="client.identify">{say('to.identify')}</LinkButton>}
      </>}
    >
      <PrintHeader title={words?.code ?? '–'} printedFor={words?.code ?? '–'} printedBy={desk.me.shown} />
      <div className="two">
        <Panel title={say('known')}>
          {words && (
            <Facts facts={[
              { label: say('safe'), value: safe, name: 'client.safe' },
              { label: say('names'), value: [...words.names, ...words.aliases].join(', ') || '–' },
              { label: say('town'), value: words.town || '–' },
              { label: say('phones'), value: words.phones.join(', ') || '–' },
              { label: say('status'), value: latest ? <Tag>{label(victimStatus, latest.status)}</Tag> : say('status.none') },
            ]} />
          )}
        </Panel>
        <Panel title={say('agreed')}>
          {words?.agreed.text ? (
            <Notice kind="info">
              <span className="pre">{words.agreed.text}</span>
              <br />
              {[words.agreed.on && say('agreed.on', { day: formatDay(words.agreed.on, locale) }), by(words.agreed.by, say, locale)].filter(Boolean).join(', ')}
            </Notice>
          ) : <p>{say('agreed.none')}</p>}
        </Panel>
      </div>
      <Panel title={say('story')} name="client.story">
        {events.length ? <Story events={events} count={(kind, count) => say(`count.${kind}`, { count })} /> : <p>{say('story.none')}</p>}
      </Panel>
      {editing && card && <CardDialog card={card} onClose={() => setEditing(false)} onSaved={() => { setEditing(false); onChanged() }} />}
    </Page>
  )
}

function by(when: string | null, say: ReturnType<typeof useWords>, locale: Parameters<typeof formatDay>[1]): string {
  if (when === null) return ''
  return when === 'her_pace' ? say('by.pace') : say('by.day', { day: formatDay(when, locale) })
}

function useStory(record: Client): readonly StoryEvent[] {
  const say = useWords(clientWords)
  const locale = useLocale()
  const { label } = useCodes()
  const reportDay = (folder: string) => record.contacts.find((one) => one.folder === folder)?.onDay
  return [
    ...record.contacts.map((one) => ({
      id: one.folder, on: one.onDay, kind: 'contact', significant: one.subtype === 'report',
      title: say('event.contact', { what: one.subtype === 'not_asked' ? label(contactType, one.type) : label(contactSubtype, one.subtype) }),
      detail: <Link href={`/contacts/${one.folder}`}>{formatDay(one.onDay, locale)}</Link>,
    })),
    ...record.statusEvents.map((one) => {
      const day = one.report ? reportDay(one.report) : undefined
      return {
        id: one.id, on: one.month, kind: 'status', significant: true,
        title: say('event.status', { status: label(victimStatus, one.status), by: label(statusDecidedBy, one.decidedBy) }),
        ...(day && { detail: say('event.report', { day: formatDay(day, locale) }) }),
      }
    }),
    ...record.centreEvents.map((one) => ({
      id: one.id, on: one.month, kind: 'centre', significant: true,
      title: say(`event.centre.${one.step}`, { outcome: label(centreOutcome, one.outcome) }),
    })),
    ...record.institutionContacts.map((one) => ({ id: one.id, on: one.onDay, kind: 'institution', title: say('event.institution', { kind: label(institutionKind, one.kind), topic: label(institutionContactTopic, one.topic) }) })),
    ...record.services.map((one) => ({ id: one.id, on: one.onDay, kind: 'service', title: say('event.service', { kind: label(assistance, one.kind) }) })),
  ].sort((one, other) => other.on.localeCompare(one.on))
}
