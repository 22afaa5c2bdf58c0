import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { calledOf } from './cards.ts'
import { draftsOpen } from './draft-turn.ts'
import { draftHref, dropDraft, useMyDrafts } from './drafts.ts'
import { SlowedReading } from './ledger-alarms.tsx'
import { useDesk } from './session.tsx'
import { Button, LinkButton, Loaded, Page, Panel, Row, Skeleton, useLocale, useWords } from './ui/index.ts'
import { dayOf } from '../shared/calendar.ts'
import type { RecordId } from '../shared/ids.ts'
import { formatDay, formatMoment } from '../shared/words.ts'
import { HandOverPanel } from '../features/hand-overs/screens/hand-over-panel.tsx'
export { HandOverWatch } from '../features/hand-overs/screens/hand-over-watch.tsx'
import { PresencePanel } from '../features/presence/screens/presence.tsx'
import { deskWords } from './words.ts'

const RarePanels = lazy(() => import('./today-rare.tsx').then((one) => ({ default: one.RarePanels })))
const RemindPanel = lazy(() => import('../features/memoranda/screens/remind-panel.tsx'))
/** Comes for whoever has events: the first load is for everybody. */
const PreventionToday = lazy(() => import('../features/events/screens/today-panel.tsx'))

/** What she needs when she sits down: what is unfinished, what was agreed and is due. */
export default function Today() {
  const desk = useDesk()
  const say = useWords(deskWords)
  const locale = useLocale()
  const queries = useQueryClient()
  const drafts = useMyDrafts()
  const agreed = useQuery({ queryKey: ['agreed', desk.cards], enabled: desk.cards === 'ready', queryFn: () => desk.keys.dueCards(dayOf(new Date()), 20) })
  const waitsForHer = ({ draft }: Kept) => (draft.state as { decide?: unknown }).decide === true
  const [toDecide, unfinished] = [(drafts.data ?? []).filter(waitsForHer), (drafts.data ?? []).filter((one) => !waitsForHer(one))]
  async function drop(id: RecordId) {
    await dropDraft(desk, id)
    await queries.invalidateQueries({ queryKey: ['drafts'] })
  }
  const takesContacts = desk.may('contacts:take')
  // Whoever takes contacts reads first what waits for her; for whoever does prevention alone this is her day.
  const prevention = desk.may('prevention:write') && <Suspense fallback={<Skeleton lines={3} />}><PreventionToday /></Suspense>
  return (
    <Page title={say('today.title')} lead={formatDay(dayOf(new Date()), locale)}>
      <Suspense fallback={null}><RarePanels /></Suspense>
      {takesContacts && <PresencePanel />}
      {desk.may('services:record') && <HandOverPanel />}
      {!takesContacts && prevention}
      {takesContacts && <p data-chrome>{say('today.begin')}</p>}
      {!desk.may('services:record') && desk.may('figures:read') && !desk.may('prevention:write') && (
        <Panel title={say('today.figures')}>
          <Row>
            <LinkButton href="/figures/year" name="today.glance">{say('today.glance')}</LinkButton>
            <LinkButton href="/figures" name="today.figures">{say('today.figures.all')}</LinkButton>
            <LinkButton href="/figures/explore" name="today.explore">{say('today.explore')}</LinkButton>
          </Row>
        </Panel>
      )}
      {toDecide.length > 0 && (
        <Panel title={say('today.decide')} name="today.decide">
          <p>{say('today.decide.words')}</p>
          <Drafts of={toDecide} verb={say('today.decide.open')} name="today.decide.open" onDrop={drop} />
        </Panel>
      )}
      {unfinished.length > 0 && (
        <Panel title={say('today.unfinished')} name="today.unfinished">
          <p>{say('today.unfinished.words')}</p>
          <Drafts of={unfinished} name="today.continue" onDrop={drop} />
        </Panel>
      )}
      {desk.may('clients:find') && (
        <Panel title={say('today.agreed')} name="today.agreed">
          <Loaded query={agreed} empty={<p>{say('today.agreed.none')}</p>}>
            {(cards) => (
              <ul className="list">
                {cards.map((card) => <li key={card.client}><Link href={`/clients/${card.client}`}>{calledOf(card)}</Link>: {card.words.agreed.text}</li>)}
              </ul>
            )}
          </Loaded>
        </Panel>
      )}
      {takesContacts && prevention}
      {desk.may('memoranda:write') && <Suspense fallback={null}><RemindPanel /></Suspense>}
      <SlowedReading />
    </Page>
  )
}

type Kept = NonNullable<ReturnType<typeof useMyDrafts>['data']>[number]
type DraftsGiven = { readonly of: readonly Kept[]; readonly verb?: string; readonly name: string; readonly onDrop: (id: RecordId) => Promise<void> }

function Drafts({ of, verb, name, onDrop }: DraftsGiven) {
  const [asked, setAsked] = useState<RecordId>()
  /** Somebody writes on it in another window: it is not thrown away under her hands. */
  const [open, setOpen] = useState<RecordId>()
  const ask = async (id: RecordId) => ((await draftsOpen()).has(id) ? setOpen(id) : setAsked(id))
  const say = useWords(deskWords)
  const locale = useLocale()
  return (
    <ul className="list">
      {of.map(({ id, draft }) => (
        <li key={id}>
          <Row spread>
            <Link href={draft.page === 'contact' ? `/contacts/new/${id}` : draftHref(draft.page, id)} data-key={name}>{verb ?? say(`today.draft.${draft.page.split(/[?/]/)[0]}`)}: {say('today.started', { when: formatMoment(draft.at, locale) })}</Link>
            {asked === id && <Button name="today.drop.sure" onClick={() => void onDrop(id)}>{say('today.drop.sure')}</Button>}
            {open === id && <span role="status">{say('today.drop.open')}</span>}
            {asked !== id && open !== id && <Button kind="quiet" name="today.drop" onClick={() => void ask(id)}>{say('today.drop')}</Button>}
          </Row>
        </li>
      ))}
    </ul>
  )
}
