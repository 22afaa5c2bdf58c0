import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { DecideOn } from '../../../desk/decide-on.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Foot, Loaded, Notice, NumberField, Page, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { ageBand, audience, eventPlace, sex } from '../../../vocabulary/index.ts'
import { events } from '../contract.ts'
import { headsCounted } from '../facts.ts'
import type { HeadsCell } from '../facts.ts'
import { allHeads, apart, headsOf, nameOf, placeOrNotAsked, sameHeads, together } from '../rules.ts'
import { readEvent, readParticipants } from './read.ts'
import type { OpenEvent, Register } from './read.ts'
import { eventWordsOf } from './words.ts'

type Line = { readonly id: string; readonly audience: HeadsCell['audience'] | null; readonly sex: HeadsCell['sex'] | null; readonly ageBand: HeadsCell['ageBand'] | null; readonly place: HeadsCell['place'] | null; readonly heads: string }
/** Who stands by name is counted from the register and apart from what is pressed. `version`: of what was counted when she began. */
type Written = { readonly lines: readonly Line[]; readonly named: readonly HeadsCell[]; readonly version: number }
type State = Written & { readonly began: Written | null }
type More = { readonly event: OpenEvent; readonly named: Register }

const skipped = <C extends string>(code: C) => (code === 'not_asked' ? null : code)
const lineOf = ({ heads, named: _, ...cell }: HeadsCell): Line => ({ id: newId(), audience: skipped(cell.audience), sex: skipped(cell.sex), ageBand: skipped(cell.ageBand), place: skipped(cell.place), heads: String(heads) })

function writtenAs({ heads, version }: OpenEvent): Written {
  const { nameless, named } = apart(heads)
  return { lines: nameless.map(lineOf), named, version }
}

/** Heads, not names: who was there, as one counts in the street. What is pressed is kept while it is pressed. */
export default function HeadsForm() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const folder = search.get('event') as FolderId
  const query = useBegun<State, More>(`prevention/heads?event=${folder}`, async () => {
    const [{ event }, named] = await Promise.all([readEvent(desk, folder), readParticipants(desk, folder)])
    const outside = event.kind === 'street_action' ? 'street' : event.kind === 'presence_at_event' ? 'festival' : null
    const first = (event.words?.audiences.length ? event.words.audiences : ['']).map((code): Line =>
      ({ id: newId(), audience: (audience.codes.find((one) => one === code) ?? null), sex: null, ageBand: null, place: outside, heads: '' }))
    const began = writtenAs(event)
    return { blank: { ...began, ...(!began.lines.length && { lines: first }), began }, more: { event, named } }
  })
  return <Loaded query={query} lines={10}>{({ begun, more }) => <Form key={begun.id} begun={begun} more={more} />}</Loaded>
}

/** Heads stand in the clear and nobody signs them: nothing tells who counted. */
const nobodyKnown = { who: undefined, at: undefined }

/** An empty line is nobody. */
const readHeads = (text: string): number | undefined => { const read = readWhole(text, headsCounted) ?? 0; return read === 'wrong' ? undefined : read }

// Where somebody stands by name, a line without a number is no line; where nobody does, it says that nobody came.
const cellsOf = ({ lines, named }: Written): HeadsCell[] => lines.filter((line) => named.length === 0 || line.heads.trim() !== '').map(({ id: _, heads, ...codes }): HeadsCell => ({
  audience: codes.audience ?? 'not_asked', sex: codes.sex ?? 'not_asked', ageBand: codes.ageBand ?? 'not_asked', place: codes.place ?? 'not_asked', heads: readHeads(heads) ?? 0, named: 0,
})).concat(named)

function Form({ begun, more: { event, named: register } }: { readonly begun: Begun<State>; readonly more: More }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label, options } = useCodes()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const [theirs, setTheirs] = useState<Written>()
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const { lines, named } = state
  const put = (id: string, some: Partial<Line>) => change({ lines: lines.map((line) => (line.id === id ? { ...line, ...some } : line)) })
  /** What is no number stays as it is typed: nothing is added to it. */
  const add = (id: string, more: number) => {
    const read = readHeads(lines.find((line) => line.id === id)?.heads ?? '')
    if (read !== undefined) put(id, { heads: String(read + more) })
  }
  const cells = cellsOf(state)
  const early = event.onDay > dayOf(new Date())
  const place = named[0]?.place ?? placeOrNotAsked(lines[0]?.place ?? null)
  const ofRegister = headsOf(event.sessions, register.people.map((one) => one.words), place)
  const came = allHeads(ofRegister)
  const told = (one: HeadsCell) => [one.audience !== 'not_asked' && label(audience, one.audience), one.sex !== 'not_asked' && label(sex, one.sex), one.ageBand !== 'not_asked' && label(ageBand, one.ageBand)].filter(Boolean).join(', ')
  const isTaken = sameHeads(named, ofRegister)
  // Counted by name before somebody was written down, or before a session was removed by who opens no names.
  const differs = named.length > 0 && register.register !== null && !isTaken
  async function keep(of: State = state) {
    pressed()
    setAsked(true)
    if (of.lines.some((line) => readHeads(line.heads) === undefined) || early) return setTheirs(undefined)
    // The same audience, sex, age and place on two lines is one cell with both.
    const heads = together(cellsOf(of))
    const saved = await save(async () => () => desk.call(events.countHeads, { folder: event.folder, version: of.version, heads }), of, async () => {
      setTheirs(writtenAs((await readEvent(desk, event.folder)).event))
    })
    if (!saved) return
    await queries.invalidateQueries({ queryKey: ['events'] })
    tell(say('heads.saved', { count: allHeads(heads), shown: formatNumber(allHeads(heads), locale) }))
    go(`/events/${event.folder}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('heads.save'), run: () => void (theirs ?? keep()) }])
  if (theirs) {
    const shown = (of: Written) => together(cellsOf(of)).map((one) => `${[told(one), one.place !== 'not_asked' && label(eventPlace, one.place)].filter(Boolean).join(', ') || say('not-asked')}: ${formatNumber(one.heads, locale)}`).join('\n')
    const decided = (chosen: State) => {
      // What is kept of the lines is kept of who stands by name: both make one count.
      const of = chosen.lines === lines ? { ...chosen, named } : chosen
      change(of)
      void keep(of)
    }
    return (
      <DecideOn title={say('heads.title')} mine={state} theirs={theirs} asked={['lines']} label={() => say('heads.heads')} shown={shown}
        other={nobodyKnown} busy={busy} problem={error} onDecided={decided} />
    )
  }
  return (
    <Page title={say('heads.title')} over={[event.words?.title, formatDay(event.onDay, locale)].filter(Boolean).join(', ')} lead={say('heads.lead')} actions={<Saved {...keeping} />}>
      <Stack>
        {early && <Notice kind="info">{say('heads.early')}</Notice>}
        {came > 0 && <Row><Button name="heads.named" disabled={isTaken} onClick={() => change({ named: ofRegister })}>{say(isTaken ? 'heads.named.taken' : 'heads.named', { count: came })}</Button></Row>}
        {differs && <Notice kind="decision" title={say('heads.differs')} name="heads.differs">{say(came > 0 ? 'heads.differs.words' : 'heads.differs.nobody', { counted: formatNumber(allHeads(named), locale), came: formatNumber(came, locale) })}</Notice>}
        {named.length > 0 && (
          <fieldset className="sheet" data-key="heads.of-register">
            <Stack tight>
              <strong>{say('heads.of-register', { count: allHeads(named), shown: formatNumber(allHeads(named), locale) })}</strong>
              <ul className="list">{named.map((one) => <li key={nameOf(one)}>{told(one) || say('not-asked')}: {formatNumber(one.heads, locale)}</li>)}</ul>
              <Select name="heads.named.place" label={say('heads.place')} options={options(eventPlace)} missing={['unknown']} value={(place === 'not_asked' ? null : place) as never} empty={say('not-asked')} onChange={(next) => change({ named: together(named.map((one) => ({ ...one, place: placeOrNotAsked(next) }))) })} />
              <Row><Button kind="quiet" name="heads.named.remove" onClick={() => change({ named: [] })}>{say('heads.named.remove')}</Button></Row>
            </Stack>
          </fieldset>
        )}
        {named.length > 0 && <p>{say('heads.nameless')}</p>}
        {lines.map((line) => (
          <fieldset className="sheet" key={line.id} data-value={line.id}>
            <div className="wide-field">
              <Select name="heads.audience" label={say('heads.audience')} options={options(audience)} missing={['unknown']} value={line.audience as never} empty={say('not-asked')} onChange={(next) => put(line.id, { audience: next })} />
              <Select name="heads.sex" label={say('heads.sex')} options={options(sex)} missing={['unknown']} value={line.sex as never} empty={say('not-asked')} onChange={(next) => put(line.id, { sex: next })} />
              <Select name="heads.age" label={say('heads.age')} options={options(ageBand)} missing={['unknown']} value={line.ageBand as never} empty={say('not-asked')} onChange={(next) => put(line.id, { ageBand: next })} />
              <Select name="heads.place" label={say('heads.place')} options={options(eventPlace)} missing={['unknown']} value={line.place as never} empty={say('not-asked')} onChange={(next) => put(line.id, { place: next })} />
              <NumberField name="heads.count" label={say('heads.heads')} value={line.heads} {...headsCounted} asked={asked} onChange={(heads) => put(line.id, { heads })} />
            </div>
            <Row>
              <Button name="heads.plus-1" label={say('heads.more', { count: 1 })} onClick={() => add(line.id, 1)}>+1</Button>
              <Button name="heads.plus-5" label={say('heads.more', { count: 5 })} onClick={() => add(line.id, 5)}>+5</Button>
              <Button name="heads.plus-10" label={say('heads.more', { count: 10 })} onClick={() => add(line.id, 10)}>+10</Button>
              {lines.length > 1 && <Button kind="quiet" name="heads.remove" onClick={() => change({ lines: lines.filter((one) => one.id !== line.id) })}>{say('heads.remove')}</Button>}
            </Row>
          </fieldset>
        ))}
        <Row><Button name="heads.add" onClick={() => change({ lines: [...lines, { id: newId(), audience: null, sex: null, ageBand: null, place: lines.at(-1)?.place ?? null, heads: '' }] })}>{say('heads.add')}</Button></Row>
      </Stack>
      <Foot problem={error}>
        <strong data-key="heads.all">{say('heads.count', { count: allHeads(cells), shown: formatNumber(allHeads(cells), locale) })}</strong>
        <Button kind="primary" name="heads.save" keys="Ctrl+Enter" busy={busy} disabled={early} onClick={() => void keep()}>{say('heads.save')}</Button>
      </Foot>
    </Page>
  )
}
