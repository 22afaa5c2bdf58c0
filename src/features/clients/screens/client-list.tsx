import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Empty, Failed, Finder, LinkButton, Loaded, Page, Panel, Row, Skeleton, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { formatDay } from '../../../shared/words.ts'
import { clientWords } from './words.ts'

export default function ClientList() {
  const desk = useDesk()
  const say = useWords(clientWords)
  const locale = useLocale()
  const [, go] = useLocation()
  const [query, setQuery] = useState('')
  const recent = useQuery({ queryKey: ['clients', 'recent', desk.cards], queryFn: () => desk.keys.recentCards(30), staleTime: 0 })
  const find = async (text: string) => (await desk.keys.findCards(text, 12)).map((card) => cardFound(card, locale))
  return (
    <Page title={say('list.title')} focusTitle={false} actions={desk.may('glass:break') && <LinkButton kind="quiet" href="/break-glass" name="clients.glass">{say('list.glass')}</LinkButton>}>
      <Finder name="clients.find" incomplete={useCardsComing()} label={say('list.find')} hint={say('list.hint')} query={query} onQuery={setQuery} find={find} onPick={(found) => go(`/clients/${found.id}`)} first />
      {desk.cards === 'loading' && <><p role="status">{say('list.loading')}</p><Skeleton lines={6} /></>}
      {desk.cards === 'failed' && <Failed onRetry={() => void desk.readCards()}>{say('list.failed')}</Failed>}
      {desk.cards === 'ready' && (
        <Panel title={say('list.recent')}>
          <Loaded query={recent} empty={<Empty title={say('list.empty')}>{say('list.empty.words')}</Empty>}>
            {(cards) => (
              <ul className="list" data-key="clients.recent">
                {cards.map((card) => (
                  <li key={card.client}>
                    <Row spread>
                      <span><Link href={`/clients/${card.client}`}>{calledOf(card)}</Link> {card.words.town && `· ${card.words.town}`}</span>
                      <Row><Tag>{card.words.code}</Tag>{card.words.lastDay && <span>{say('list.last', { day: formatDay(card.words.lastDay, locale) })}</span>}</Row>
                    </Row>
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        </Panel>
      )}
    </Page>
  )
}
