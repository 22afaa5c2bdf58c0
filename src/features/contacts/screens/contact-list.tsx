import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Empty, Loaded, Page, Row, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay } from '../../../shared/words.ts'
import { channel, contactOutcome, contactSubtype, contactType } from '../../../vocabulary/index.ts'
import { contacts } from '../contract.ts'
import { contactWords } from './words.ts'

type Listed = OutputOf<typeof contacts.list>['contacts'][number]

export default function ContactList() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { label } = useCodes()
  const query = useInfiniteQuery({
    queryKey: ['contacts', 'list'], initialPageParam: undefined as Listed | undefined,
    queryFn: ({ pageParam }) => desk.call(contacts.list, { limit: 50, ...(pageParam && { beforeDay: pageParam.onDay, beforeFolder: pageParam.folder }) }).then((page) => page.contacts),
    getNextPageParam: (page) => (page.length === 50 ? page.at(-1) : undefined),
  })
  const rows = query.data?.pages.flat()
  const what = (one: Listed) => (one.subtype === 'not_asked' ? label(contactType, one.type) : label(contactSubtype, one.subtype))
  return (
    <Page title={say('list.title')}>
      <Loaded query={{ ...query, data: rows }} lines={10} empty={<Empty title={say('list.empty')}>{say('list.empty.words')}</Empty>}>
        {(all) => (
          <>
            <Table
              caption={say('list.title')} captionHidden rows={all} keyOf={(one) => one.folder} name="contacts.list"
              columns={[
                { key: 'day', label: say('list.day'), cell: (one) => <Link href={`/contacts/${one.folder}`} data-key="contacts.open">{formatDay(one.onDay, locale)}</Link> },
                { key: 'what', label: say('list.what'), cell: what },
                { key: 'channel', label: say('list.channel'), cell: (one) => label(channel, one.channel) },
                { key: 'outcome', label: say('list.outcome'), cell: (one) => label(contactOutcome, one.outcome) },
              ]}
            />
            {query.hasNextPage && <Row><Button name="contacts.more" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{say('list.more')}</Button></Row>}
          </>
        )}
      </Loaded>
    </Page>
  )
}
