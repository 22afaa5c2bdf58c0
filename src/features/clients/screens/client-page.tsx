import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Redirect, useLocation, useParams, useSearchParams } from 'wouter'
import { calledOf, whileCardsCome } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import { useClosed } from '../../../desk/closed.ts'
import { useDesk, whileSlowed } from '../../../desk/session.tsx'
import { WrittenMeanwhile } from '../../../desk/written.tsx'
import { Button, Facts, Loaded, LinkButton, Notice, Page, Panel, PrintHeader, Row, Story, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { Problem } from '../../../shared/problem.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { institutionKind, victimStatus } from '../../../vocabulary/index.ts'
import { clients } from '../contract.ts'
import { CardDialog, cardPage } from './card-dialog.tsx'
import { RestrictionPanel } from '../../restrictions/screens/restriction-panel.tsx'
import { HappenedTo } from '../../situations/screens/happened-to.tsx'
import { promisesIn, useStory } from './client-story.tsx'
import type { Client } from './client-story.tsx'
import { useSafeLine } from '../../contacts/screens/who.tsx'
import { HerRecords, JoinDialog } from './her-records.tsx'
import { nextCard } from '../next-card.ts'
import { latestStatus } from '../status-order.ts'
import { clientWords } from './words.ts'

const HerPathway = lazy(() => import('../../pathways/screens/her-pathway.tsx'))

/** What she is called, how to call her safely, what is agreed next, and one story of everything that happened. */
export default function ClientPage() {
  const desk = useDesk()
  const say = useWords(clientWords)
  const { client } = useParams<{ client: string }>()
  const query = useQuery({
    queryKey: ['clients', client, desk.cards], ...whileSlowed, placeholderData: whileCardsCome(client),
    queryFn: async () => {
      const record = await desk.call(clients.one, { client: client as ClientId })
      await desk.keys.admit(record.served)
      const [card] = await desk.keys.cardsOf([client])
      return { record, card, docs: await desk.keys.openDocs(record.served.docs) }
    },
  })
  const closed = useClosed(say('gone'))
  const stays = query.data?.record.client
  // A record that was joined to another of hers is looked at there.
  if (stays && stays !== client) return <Redirect to={`/clients/${stays}`} replace />
  return <Loaded query={query} lines={10} failed={closed}>{({ record, card, docs }) => <><WrittenMeanwhile id={client} onShow={() => void query.refetch()} /><Opened record={record} card={card} docs={docs} onChanged={() => void query.refetch()} /></>}</Loaded>
}

type OpenedGiven = { readonly record: Client; readonly card: OpenCard | undefined; readonly docs: readonly OpenedDoc[]; readonly onChanged: () => void }

function Opened({ record, card, docs, onChanged }: OpenedGiven) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const locale = useLocale()
  const { label } = useCodes()
  const [search] = useSearchParams()
  const [, go] = useLocation()
  const editing = search.get('edit') === 'card'
  const stopEditing = () => go(`/clients/${record.client}`, { replace: true })
  const events = useStory(record, docs)
  const latest = latestStatus(record.statusEvents)
  // Whoever holds no accounts cannot know that there is none.
  const tellsAll = desk.may('situations:write')
  const closed = docs.filter((doc) => doc.quarantined && doc.quarantined !== 'not-held')
  const promises = promisesIn(record, docs)
  const words = card?.words
  const safeLine = useSafeLine()
  const [joining, setJoining] = useState(false)
  return (
    <Page title={card ? calledOf(card) : '–'} over={words?.code}>
      <PrintHeader title={words?.code ?? '–'} printedFor={words?.code ?? '–'} printedBy={desk.me.shown} />
      {closed.length > 0 && <Notice kind="problem">{say('closed', { count: closed.length })}</Notice>}
      {/* How to call her safely comes before anything that can be pressed: on a telephone the buttons would fill its first sight. */}
      <div className="two">
        <Panel title={say('known')} actions={desk.may('clients:write') && card && (
          <Row>
            <Button kind="quiet" name="client.edit" onClick={() => go(`/${cardPage(record.client)}`, { replace: true })}>{say('edit')}</Button>
            {!record.named && <Button kind="quiet" name="client.join" onClick={() => setJoining(true)}>{say('join')}</Button>}
          </Row>
        )}>
          {words && (
            <Facts facts={[
              { label: say('safe'), value: safeLine(words.safe), name: 'client.safe' },
              { label: say('names'), value: words.names.join(', ') || '–' },
              ...(words.aliases.length ? [{ label: say('aliases'), value: words.aliases.join(', '), name: 'client.aliases' }] : []),
              { label: say('town'), value: words.town || '–' },
              { label: say('phones'), value: words.phones.join(', ') || '–' },
              { label: say('status'), value: latest ? <Tag>{label(victimStatus, latest.status)}</Tag> : say(tellsAll ? 'status.none' : 'status.not-here') },
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
          {words?.agreed.text && card && desk.may('clients:write') && <AgreedDone card={card} onDone={onChanged} />}
          {promises.length > 0 && <Facts facts={promises.map(({ kind, promise, by: until }) => ({ label: label(institutionKind, kind), value: [promise, until && say('by.day', { day: formatDay(until, locale) })].filter(Boolean).join(', ') }))} />}
        </Panel>
      </div>
      <WriteMore client={record.client} />
      <Panel title={say('story')} name="client.story" actions={desk.may('ledger:read') && card && <WhoLooked client={record.client} folder={card.folder} />}>
        {!tellsAll && <p className="hint">{say('story.part')}</p>}
        {events.length ? <Story events={events} count={(kind, count) => say(`count.${kind}`, { count })} /> : <p>{say('story.none')}</p>}
      </Panel>
      <Suspense fallback={null}><HerPathway record={record} docs={docs} /></Suspense>
      {desk.may('situations:write') && <HappenedTo client={record.client} />}
      <HerRecords record={record} docs={docs} card={card} />
      <RestrictionPanel client={record.client} named={record.named} />
      {joining && card && <JoinDialog card={card} onClose={() => setJoining(false)} />}
      {editing && card && <CardDialog card={card} onClose={stopEditing} onSaved={() => { stopEditing(); onChanged() }} />}
    </Page>
  )
}

function WhoLooked({ client, folder }: { readonly client: ClientId; readonly folder: string }) {
  const say = useWords(clientWords)
  return (
    <Row>
      <LinkButton kind="quiet" href={`/ledger?folder=${folder}`} name="client.looked">{say('looked')}</LinkButton>
      <LinkButton kind="quiet" href={`/clients/${client}/openings`} name="client.openings">{say('openings')}</LinkButton>
    </Row>
  )
}

/** What can be written about her from here; each opens with her in it. */
function WriteMore({ client }: { readonly client: ClientId }) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const pages = [
    { name: 'contact', href: '/contacts/new', may: 'contacts:take' },
    { name: 'help', href: '/help', may: 'services:record' },
    { name: 'institution', href: '/institutions', may: 'institutions:record' },
    { name: 'report', href: '/report', may: 'situations:write' },
    { name: 'screening', href: '/screening', may: 'situations:write' },
    { name: 'identify', href: '/identify', may: 'situations:write' },
    { name: 'about-her', href: '/about-her', may: 'situations:write' },
  ] as const
  return (
    <nav aria-label={say('write')} data-chrome>
      <Row>
        {pages.filter((page) => desk.may(page.may)).map(({ name, href }) => <LinkButton key={name} href={`${href}?client=${client}`} name={`client.${name}`}>{say(`to.${name}`)}</LinkButton>)}
      </Row>
    </nav>
  )
}

/** What was agreed has been done: it waits under Today no longer. The contact it was agreed in keeps its words. */
function AgreedDone({ card, onDone }: { readonly card: OpenCard; readonly onDone: () => void }) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const { busy, doing } = useDoingAloud()
  async function done() {
    const words = { ...card.words, agreed: { text: '', on: dayOf(new Date()), by: null } }
    await doing(async () => {
      const { doc, card: written } = await nextCard(desk.keys, card, words)
      await desk.call(clients.writeCard, { client: card.client as ClientId, doc }).catch(async (problem: unknown) => {
        if (problem instanceof Problem && problem.kind === 'changed-meanwhile') await desk.readCards()
        throw problem
      })
      await desk.keys.keepCard(written)
      onDone()
    })
  }
  return <Row><Button name="client.agreed-done" busy={busy} onClick={() => void done()}>{say('agreed.done')}</Button></Row>
}

function by(when: string | null, say: ReturnType<typeof useWords>, locale: Parameters<typeof formatDay>[1]): string {
  if (when === null) return ''
  return when === 'her_pace' ? say('by.pace') : say('by.day', { day: formatDay(when, locale) })
}
