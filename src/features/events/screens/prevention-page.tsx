import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Empty, LinkButton, Loaded, Page, Panel, Row, Stack, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { eventKind, eventState, ourRole } from '../../../vocabulary/index.ts'
import { allHeads, isOver } from '../rules.ts'
import { CalendarsPanel } from './calendars-panel.tsx'
import { pageOf, readEvents } from './read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

/** What is planned, the next first; what was held; and the ways to campaigns and to the people who give lessons. */
export default function PreventionPage() {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const planned = useQuery({ queryKey: ['events', 'planned'], queryFn: () => readEvents(desk, 'planned') })
  const past = useInfiniteQuery({
    queryKey: ['events', 'past'], initialPageParam: undefined as OpenEvent | undefined,
    queryFn: ({ pageParam }) => readEvents(desk, 'past', pageParam),
    getNextPageParam: (page) => (page.length === pageOf ? page.at(-1) : undefined),
  })
  const rows = past.data?.pages.flat()
  return (
    <Page title={say('prevention')} actions={<span data-chrome><Row>
      <LinkButton href="/prevention/event" name="event.new">{say('new')}</LinkButton>
      <LinkButton href="/campaigns" name="prevention.campaigns">{say('campaigns')}</LinkButton>
      <LinkButton href="/activists" name="prevention.activists">{say('activists')}</LinkButton>
    </Row></span>}>
      <Stack>
        <Panel title={say('planned')} name="events.planned">
          <Loaded query={planned} lines={4} empty={<Empty title={say('planned.none')}>{say('planned.none.words')}</Empty>}>
            {(all) => <Events events={all} name="events.planned.list" caption={say('planned')} />}
          </Loaded>
        </Panel>
        <Panel title={say('past')} name="events.past">
          <Loaded query={{ ...past, data: rows }} lines={8} empty={<p>{say('past.none')}</p>}>
            {(all) => (
              <>
                <Events events={all} name="events.past.list" caption={say('past')} />
                {past.hasNextPage && <Row><Button name="events.more" busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>{say('more')}</Button></Row>}
              </>
            )}
          </Loaded>
        </Panel>
        <CalendarsPanel />
      </Stack>
    </Page>
  )
}

function Events({ events, name, caption }: { readonly events: readonly OpenEvent[]; readonly name: string; readonly caption: string }) {
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const today = dayOf(new Date())
  const stands = (one: OpenEvent) => {
    if (one.state === 'planned') return isOver(one, today) ? say('not-counted') : label(eventState, one.state)
    return one.state === 'held' ? say('heads.count', { count: allHeads(one.heads), shown: formatNumber(allHeads(one.heads), locale) }) : label(eventState, one.state)
  }
  return (
    <Table caption={caption} captionHidden rows={events} keyOf={(one) => one.folder} name={name}
      columns={[
        { key: 'day', label: say('day'), cell: (one) => formatDay(one.onDay, locale) },
        { key: 'title', label: say('title'), heads: true, cell: (one) => <Link href={`/events/${one.folder}`} data-key="event.open">{one.words?.title || label(eventKind, one.kind)}</Link> },
        { key: 'kind', label: say('kind'), cell: (one) => label(eventKind, one.kind) },
        { key: 'role', label: say('role'), cell: (one) => label(ourRole, one.role) },
        { key: 'stands', label: say('stands'), cell: stands },
      ]} />
  )
}
