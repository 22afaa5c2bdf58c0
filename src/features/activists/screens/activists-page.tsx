import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCodes } from '../../../desk/codes.ts'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, DateField, Dialog, Empty, LinkButton, Loaded, Notice, NumberField, Page, Row, Select, Stack, SureButton, Table, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { eventKind } from '../../../vocabulary/index.ts'
import { activists } from '../contract.ts'
import { hoursGiven } from '../rules.ts'
import { readActivists } from './read.ts'
import type { OpenActivist } from './read.ts'
import { activistWordsOf } from './words.ts'

/** Who gives lessons and time: what for, when, how many hours. Those who left stand last. */
export default function ActivistsPage() {
  const desk = useDesk()
  const say = useWords(activistWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const queries = useQueryClient()
  const [giving, setGiving] = useState<OpenActivist>()
  const query = useQuery({ queryKey: ['activists'], queryFn: () => readActivists(desk) })
  const nameOf = (one: OpenActivist) => one.words?.name || '–'
  return (
    <Page title={say('title')} actions={<span data-chrome><LinkButton href="/prevention/activist" name="activist.new">{say('new')}</LinkButton></span>}>
      <Loaded query={query} lines={8} empty={<Empty title={say('none')}>{say('none.words')}</Empty>}>
        {(all) => (
          <Table caption={say('title')} captionHidden name="activists.list" rows={all.toSorted((one, other) => one.state.localeCompare(other.state))} keyOf={(one) => one.folder}
            columns={[
              { key: 'name', label: say('name'), heads: true, cell: (one) => <>{nameOf(one)}{one.words?.lecturer && <> · {say('lecturer').toLowerCase()}</>}{one.state === 'left' && <> · {say('state.left')}</>}</> },
              { key: 'trained', label: say('trained'), cell: (one) => one.words?.trainedFor.map((code) => label(eventKind, code)).join(', ') || '–' },
              { key: 'free', label: say('free'), cell: (one) => one.words?.free || '–' },
              { key: 'year', label: say('hours'), number: true, cell: (one) => formatNumber(one.hoursOfYear, locale), sort: (one) => one.hoursOfYear },
              { key: 'all', label: say('hours.all'), number: true, cell: (one) => formatNumber(one.hours, locale), sort: (one) => one.hours },
              { key: 'events', label: say('events'), number: true, cell: (one) => formatNumber(one.events, locale), sort: (one) => one.events },
              { key: 'do', label: '', whole: true, cell: (one) => (
                <span data-chrome><Row>
                  <Button kind="quiet" name="activist.give" label={say('give.label', { name: nameOf(one) })} onClick={() => setGiving(one)}>{say('give')}</Button>
                  <LinkButton kind="quiet" href={`/prevention/activist?activist=${one.folder}`} name="activist.change" label={say('change.label', { name: nameOf(one) })}>{say('change')}</LinkButton>
                </Row></span>) },
            ]} />
        )}
      </Loaded>
      {giving && <GiveHours to={giving} name={nameOf(giving)} onClose={() => setGiving(undefined)} onDone={() => void queries.invalidateQueries({ queryKey: ['activists'] })} />}
    </Page>
  )
}

function GiveHours({ to, name, onClose, onDone }: { readonly to: OpenActivist; readonly name: string; readonly onClose: () => void; readonly onDone: () => void }) {
  const desk = useDesk()
  const say = useWords(activistWordsOf)
  const locale = useLocale()
  const { label, options } = useCodes()
  const tell = useTell()
  // One id for this dialog: pressed twice or sent again it is once.
  const [id] = useState(() => newId<'record'>())
  const [hours, setHours] = useState('')
  const [onDay, setDay] = useState<string>(dayOf(new Date()))
  const [kind, setKind] = useState<(typeof eventKind.codes)[number] | null>(null)
  const { busy, error, doing } = useDoing()
  const [asked, setAsked] = useState(false)
  const given = readWhole(hours, hoursGiven)
  const written = useQuery({ queryKey: ['activists', to.folder, 'hours'], queryFn: async () => (await desk.call(activists.hoursOf, { folder: to.folder })).given })
  async function takeBack(of: RecordId) {
    await doing(async () => {
      await desk.call(activists.takeBackHours, { folder: to.folder, id: of })
      tell(say('hours.taken-back'))
      onDone()
    })
  }
  async function keep() {
    setAsked(true)
    if (typeof given !== 'number' || !isPastDay(onDay)) return
    await doing(async () => {
      await desk.call(activists.giveHours, { id, folder: to.folder, event: null, kind: kind ?? 'not_applicable', onDay, hours: given })
      tell(say('give.saved'))
      onDone()
      onClose()
    })
  }
  return (
    <Dialog open onClose={onClose} title={say('give.title', { name })} name="activist.give.dialog" actions={<Button kind="primary" name="activist.give.save" busy={busy} onClick={() => void keep()}>{say('give.save')}</Button>}>
      <Stack>
        <NumberField name="activist.give.hours" label={say('give.hours')} value={hours} onChange={setHours} {...hoursGiven} needed={asked || !written.data?.length} asked={asked} first />
        <DateField name="activist.give.day" label={say('give.day')} value={onDay} to={dayOf(new Date())} needed={asked ? 'now' : 'when-left'} onChange={(next) => setDay(next ?? '')} />
        <Select name="activist.give.kind" label={say('give.kind')} options={options(eventKind)} value={kind} empty={say('give.none')} onChange={(next) => setKind(next as typeof kind)} />
        {error && <Notice kind="problem" live>{error}</Notice>}
        {written.data?.length ? (
          <Stack tight>
            <strong>{say('hours.written')}</strong>
            <ul className="list" data-key="activist.hours">
              {written.data.map((one) => (
                <li key={one.id}>
                  <Row spread>
                    <span>{formatDay(one.onDay, locale)}: {formatNumber(one.hours, locale)}{one.kind !== 'not_applicable' && `, ${label(eventKind, one.kind)}`}</span>
                    <SureButton name="activist.hours.take-back" sure={say('hours.take-back.sure')} label={say('hours.take-back.label', { day: formatDay(one.onDay, locale) })} busy={busy} onSure={() => void takeBack(one.id)}>{say('hours.take-back')}</SureButton>
                  </Row>
                </li>
              ))}
            </ul>
          </Stack>
        ) : null}
      </Stack>
    </Dialog>
  )
}
