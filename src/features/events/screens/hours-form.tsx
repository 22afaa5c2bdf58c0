import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, DateField, Empty, Foot, LinkButton, Loaded, NumberField, Page, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { formatDay } from '../../../shared/words.ts'
import { activists } from '../../activists/contract.ts'
import { hoursGiven } from '../../activists/rules.ts'
import { readActivists } from '../../activists/screens/read.ts'
import type { OpenActivist } from '../../activists/screens/read.ts'
import { readEvent } from './read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

/** One id for a line: pressed twice or sent again it is once. */
type Line = { readonly id: RecordId; readonly folder: FolderId; readonly hours: string }
type State = { readonly onDay: string; readonly lines: readonly Line[] }
type More = { readonly event: OpenEvent; readonly people: readonly OpenActivist[] }

const lineOf = (folder: FolderId): Line => ({ id: newId<'record'>(), folder, hours: '' })

/** Who helped with an event, all at once. Whoever was to help stands there already. */
export default function HoursForm() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const folder = search.get('event') as FolderId
  const query = useBegun<State, More>(`prevention/hours?event=${folder}`, async () => {
    const [{ event }, people] = await Promise.all([readEvent(desk, folder), readActivists(desk)])
    const today = dayOf(new Date())
    const planned = people.filter((one) => event.words?.activists.includes(one.folder))
    return { blank: { onDay: event.onDay < today ? event.onDay : today, lines: planned.map((one) => lineOf(one.folder)) }, more: { event, people } }
  })
  return <Loaded query={query} lines={8}>{({ begun, more }) => <Form key={begun.id} begun={begun} more={more} />}</Loaded>
}

function Form({ begun, more: { event, people } }: { readonly begun: Begun<State>; readonly more: More }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const { state: { onDay, lines }, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const nameOf = (folder: FolderId) => people.find((one) => one.folder === folder)?.words?.name || say('hours.closed')
  const written = lines.filter((line) => line.hours.trim() !== '')
  const given = written.flatMap(({ id, folder, hours }) => { const read = readWhole(hours, hoursGiven); return typeof read !== 'number' ? [] : [{ id, folder, hours: read }] })
  const left = people.filter((one) => one.state === 'active' && !lines.some((line) => line.folder === one.folder)).map((one) => ({ value: one.folder as string, label: nameOf(one.folder) }))
  async function keep() {
    pressed()
    setAsked(true)
    if (given.length < written.length || !written.length || !isPastDay(onDay)) return
    if (!(await save(async () => () => desk.call(activists.giveHoursAt, { event: event.folder, onDay, given })))) return
    await Promise.all([queries.invalidateQueries({ queryKey: ['events'] }), queries.invalidateQueries({ queryKey: ['activists'] })])
    tell(say('hours.saved'))
    go(`/events/${event.folder}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('hours.save'), run: () => void keep() }])
  return (
    <Page title={say('hours')} over={[event.words?.title, formatDay(event.onDay, locale)].filter(Boolean).join(', ')} lead={say('hours.lead')} actions={<Saved {...keeping} />}>
      {people.length === 0 ? <Empty title={say('hours.nobody')}><LinkButton href="/prevention/activist" name="hours.nobody">{say('hours.nobody.add')}</LinkButton></Empty> : (
        <Stack>
          <DateField name="hours.day" label={say('hours.day')} value={onDay} to={dayOf(new Date())} needed={asked ? 'now' : 'when-left'} onChange={(next) => change({ onDay: next ?? '' })} />
          {lines.map((line) => (
            <Row key={line.id} spread>
              <NumberField name="hours.given" label={say('hours.of', { name: nameOf(line.folder) })} value={line.hours} {...hoursGiven} asked={asked}
                onChange={(hours) => change({ lines: lines.map((one) => (one.id === line.id ? { ...one, hours } : one)) })} />
              <Button kind="quiet" name="hours.remove" onClick={() => change({ lines: lines.filter((one) => one.id !== line.id) })}>{say('hours.remove', { name: nameOf(line.folder) })}</Button>
            </Row>
          ))}
          {left.length > 0 && <Select name="hours.add" label={say('hours.add')} options={left} value={null} onChange={(folder) => { if (folder) change({ lines: [...lines, lineOf(folder as FolderId)] }) }} error={asked && !lines.length ? say('hours.needed') : undefined} />}
        </Stack>
      )}
      <Foot problem={error ?? (asked && !written.length ? say('hours.needed') : undefined)}><span /><Button kind="primary" name="hours.save" keys="Ctrl+Enter" busy={busy} disabled={people.length === 0} onClick={() => void keep()}>{say('hours.save')}</Button></Foot>
    </Page>
  )
}
