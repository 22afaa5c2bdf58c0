import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useMyDrafts } from '../../../desk/drafts.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Empty, Loaded, Notice, Page, Row as Line, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { formatDay, formatMoment } from '../../../shared/words.ts'
import { channel, contactOutcome, contactSubtype, contactType, teamKind } from '../../../vocabulary/index.ts'
import { contacts } from '../contract.ts'
import type { ContactWords } from '../contract.ts'
import { draftsOf } from '../draft.ts'
import { isNarrowed, NarrowContacts, noNarrowing } from './narrow-contacts.tsx'
import type { Narrowing } from './narrow-contacts.tsx'
import { hourOf } from './hour.ts'
import { contactWords } from './words.ts'

type Page = OutputOf<typeof contacts.list>
type Row = Page['contacts'][number]
type Person = Page['links'][number]

function pageOf(desk: OpenDesk, { from, to, type, unlinked, clients }: Narrowing, after: Row | undefined): Promise<Page> {
  const within = { limit: 50, ...(from && { from }), ...(to && { to }), ...(type && { type }), ...(after && { beforeDay: after.onDay, beforeFolder: after.folder }) }
  if (clients) return desk.call(contacts.ofClients, { ...within, clients: clients as ClientId[] })
  return desk.call(contacts.list, { ...within, ...(unlinked && { linked: 'no' as const }) })
}

/** What is sealed of these pages: what people are called, the hour a contact began. It comes after the list, which never waits for it. */
function useOpened(pages: readonly Page[]) {
  const desk = useDesk()
  const people = [...new Set(pages.flatMap((page) => page.links.map((link) => link.client as string)))]
  const folders = pages.flatMap((page) => page.contacts.map((one) => one.folder as string))
  const kept = { staleTime: Infinity, gcTime: 0, placeholderData: (was: ReadonlyMap<string, string> | undefined) => was }
  const called = useQuery({
    queryKey: ['card', 'called', people, desk.cards], ...kept,
    queryFn: async (): Promise<ReadonlyMap<string, string>> => new Map((await desk.keys.cardsOf(people)).map((card) => [card.client, calledOf(card)])),
  })
  const hours = useQuery({
    queryKey: ['contacts-hours', folders], ...kept,
    queryFn: async (): Promise<ReadonlyMap<string, string>> => {
      for (const page of pages) await desk.keys.admit(page.served)
      const docs = await desk.keys.openDocs(pages.flatMap((page) => page.served.docs.filter((doc) => doc.schema.startsWith('contact/'))), { signatures: 'later' })
      return new Map(docs.map((doc) => [doc.folder, (doc.content as Partial<ContactWords> | undefined)?.startedAt ?? '']))
    },
  })
  return { called: called.data, startedAt: (folder: string) => hours.data?.get(folder) ?? '' }
}

/** Every contact she holds: who, when, about what; found by whom it concerns. What was narrowed stays so until the desk is locked. */
export default function ContactList() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { label } = useCodes()
  const queries = useQueryClient()
  const [narrowing, setNarrowing] = useState<Narrowing>(() => queries.getQueryData(['contacts-narrowed']) ?? noNarrowing)
  const narrow = (next: Narrowing) => { queries.setQueryData(['contacts-narrowed'], next); setNarrowing(next) }
  const query = useInfiniteQuery({
    queryKey: ['contacts', 'list', narrowing], initialPageParam: undefined as Row | undefined,
    queryFn: ({ pageParam }) => pageOf(desk, narrowing, pageParam),
    getNextPageParam: (page) => (page.more ? page.contacts.at(-1) : undefined),
  })
  const drafts = useMyDrafts()
  const begun = draftsOf(drafts.data ?? [])
  const pages = query.data?.pages ?? []
  const { called, startedAt } = useOpened(pages)
  // The hour is sealed, so the order within a day is made here.
  const rows = query.data && pages.flatMap((page) => page.contacts).sort((one, other) => other.onDay.localeCompare(one.onDay) || startedAt(other.folder).localeCompare(startedAt(one.folder)))
  const peopleOf = (folder: string) => pages.flatMap((page) => page.links.filter((link) => link.contact === folder))
  const lines = desk.house.lines
  const where = (one: Row) => {
    const line = lines.length > 1 && lines.find(({ id }) => id === one.line)?.name
    const team = desk.house.teams.find(({ id }) => id === one.team)?.kind
    return [label(channel, one.channel), line, desk.mine.length > 1 && team && label(teamKind, team)].filter(Boolean).join(' · ')
  }
  return (
    <Page title={say('list.title')}>
      <NarrowContacts now={narrowing} onChange={narrow} />
      {begun.fresh.length > 0 && !isNarrowed(narrowing) && (
        <Notice name="contacts.unfinished" title={say('list.unfinished', { count: begun.fresh.length })}>
          <ul className="list">
            {begun.fresh.map(({ id, at }) => <li key={id}><Link href={`/contacts/new/${id}`} data-key="contacts.continue">{say('list.continue', { when: formatMoment(at, locale) })}</Link></li>)}
          </ul>
        </Notice>
      )}
      <Loaded query={{ ...query, data: rows }} lines={10} empty={isNarrowed(narrowing)
        ? <Empty title={say('list.nothing')}>{say('list.nothing.words')}</Empty>
        : <Empty title={say('list.empty')}>{say('list.empty.words')}</Empty>}>
        {(all) => (
          <>
            <Table
              caption={say('list.title')} captionHidden rows={all} keyOf={(one) => one.folder} name="contacts.list"
              columns={[
                {
                  key: 'day', label: say('list.day'), whole: true, cell: (one) => (
                    <>
                      <Link href={`/contacts/${one.folder}`} data-key="contacts.open">{formatDay(one.onDay, locale)}</Link>{hourAfter(one, startedAt(one.folder))}
                      {begun.corrections.has(one.folder) && <> <Tag decision>{say('list.correcting')}</Tag></>}
                    </>
                  ),
                },
                { key: 'who', label: say('list.who'), cell: (one) => <Who people={peopleOf(one.folder)} called={called} /> },
                { key: 'what', label: say('list.what'), cell: (one) => [label(contactType, one.type), one.subtype !== 'not_asked' && label(contactSubtype, one.subtype)].filter(Boolean).join(' · ') },
                { key: 'where', label: say('list.where'), cell: where },
                { key: 'outcome', label: say('list.outcome'), cell: (one) => label(contactOutcome, one.outcome) },
              ]}
            />
            {query.hasNextPage && <Line><Button name="contacts.more" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{say('list.more')}</Button></Line>}
          </>
        )}
      </Loaded>
    </Page>
  )
}

const hourAfter = (one: Row, startedAt: string) => ` ${hourOf(one, startedAt)}`.trimEnd()

/** Who called, and who was spoken about. Whoever's card is not open to her is somebody. */
function Who({ people, called }: { readonly people: readonly Person[]; readonly called: ReadonlyMap<string, string> | undefined }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  if (!people.length) return <>{say('list.anonymous')}</>
  const unknown = called && desk.cards !== 'loading' ? say('list.somebody') : '…'
  return (
    <>
      {people.map(({ client, as }) => (
        <div key={client + as}>{called?.has(client) ? <Link href={`/clients/${client}`} data-key="contacts.client">{called.get(client)}</Link> : unknown} · {say(`as.${as}`)}</div>
      ))}
    </>
  )
}
