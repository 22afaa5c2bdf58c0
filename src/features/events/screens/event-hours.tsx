import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { LinkButton, Loaded, Notice, Panel, Row, Stack, SureButton, Table, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { activists } from '../../activists/contract.ts'
import { readActivists } from '../../activists/screens/read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

type Given = OutputOf<typeof activists.hoursAt>['given'][number]

/** Who gave time for this event; counted with everybody's hours. */
export function EventHours({ event }: { readonly event: OpenEvent }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const { busy, error, doing } = useDoing()
  const query = useQuery({ queryKey: ['events', event.folder, 'hours'], queryFn: async () => (await desk.call(activists.hoursAt, { event: event.folder })).given })
  const people = useQuery({ queryKey: ['activists'], enabled: Boolean(query.data?.length), queryFn: () => readActivists(desk) })
  const nameOf = ({ folder }: Given) => people.data?.find((one) => one.folder === folder)?.words?.name || (people.data ? say('hours.closed') : '…')
  async function takeBack({ folder, id }: Given) {
    await doing(async () => {
      await desk.call(activists.takeBackHours, { folder, id })
      await Promise.all([queries.invalidateQueries({ queryKey: ['events', event.folder, 'hours'] }), queries.invalidateQueries({ queryKey: ['activists'] })])
      tell(say('hours.taken-back'))
    })
  }
  return (
    <Panel title={say('hours')} name="event.hours">
      <Stack>
        <Loaded query={query} lines={2}>
          {(given) => given.length === 0 ? <p>{say('hours.none')}</p> : (
            <Stack tight>
              <p><strong data-key="event.hours.all">{say('hours.sum', { count: given.reduce((sum, one) => sum + one.hours, 0), people: new Set(given.map((one) => one.folder)).size })}</strong></p>
              <Table caption={say('hours')} captionHidden name="event.hours.table" rows={given} keyOf={(one) => one.id}
                columns={[
                  { key: 'name', label: say('hours.name'), heads: true, cell: nameOf },
                  { key: 'day', label: say('hours.day'), cell: (one) => formatDay(one.onDay, locale) },
                  { key: 'hours', label: say('hours.hours'), number: true, cell: (one) => formatNumber(one.hours, locale) },
                  { key: 'do', label: say('change'), cell: (one) => <span data-chrome><SureButton name="event.hours.take-back" sure={say('hours.take-back.sure')} label={say('hours.take-back.label', { name: nameOf(one) })} busy={busy} onSure={() => void takeBack(one)}>{say('hours.take-back')}</SureButton></span> },
                ]} />
            </Stack>
          )}
        </Loaded>
        {error && <Notice kind="problem" live>{error}</Notice>}
        <div data-chrome><Row><LinkButton href={`/prevention/hours?event=${event.folder}`} name="event.hours.write">{say('hours.write')}</LinkButton></Row></div>
      </Stack>
    </Panel>
  )
}
