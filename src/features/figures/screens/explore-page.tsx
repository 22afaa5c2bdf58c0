import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useDesk } from '../../../desk/session.tsx'
import { Button, LinkButton, Loaded, Notice, Page, PrintHeader, Select, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf, yearOf } from '../../../shared/calendar.ts'
import { formatNumber } from '../../../shared/words.ts'
import { figures } from '../contract.ts'
import { evaluateTable } from '../evaluate.ts'
import type { Register } from '../evaluate.ts'
import type { Cell } from '../layout.ts'
import { begunIn } from '../sealed.ts'
import { sealedTopics } from '../sealed-topics.ts'
import type { Period } from '../shape.ts'
import { topicIds } from '../topics.ts'
import type { DimensionId, TopicId } from '../topics.ts'
import { addressFor, askedIn, dimensionIn, isClear, topicOf, usePartName } from './explore-parts.ts'
import type { Asked } from './explore-parts.ts'
import { exploreWords } from './explore-words.ts'
import { LaidOutTable } from './laid-out-table.tsx'
import { useOpenedRegister } from './opened-register.ts'
import type { OpenedRegister } from './opened-register.ts'
import { useYearsWith, yearsUntil } from './years.ts'

/** `asked`: what these numbers answer, which is not yet what she asks while that is counted. */
type Counted = { readonly asked: Asked; readonly cells: readonly Cell[]; readonly undated: number }

/** Any topic by one or two of its codes, over years: as a picture, a table, a sentence, on paper and as a file. */
export default function ExplorePage() {
  const desk = useDesk()
  const say = useWords(exploreWords)
  const thisYear = yearOf(dayOf(new Date()))
  const [search, setSearch] = useSearchParams()
  const asked = useMemo(() => askedIn(search, thisYear), [search, thisYear])
  const change = (more: Partial<Asked>) => setSearch(addressFor({ ...asked, ...more }), { replace: true })
  const turned = asked.from > asked.to
  return (
    <Page title={say('title')} lead={say('lead')} over={<LinkButton href="/figures" kind="quiet" name="explore.back">{say('back')}</LinkButton>}>
      <PrintHeader title={say('back')} period={say('counted', { from: asked.from, to: asked.to })} printedBy={desk.me.shown} />
      <Questions asked={asked} change={change} thisYear={thisYear} />
      {!turned && (isClear(asked.topic) ? <Clear asked={asked} change={change} /> : <Sealed key={openedFor(asked)} asked={asked} change={change} />)}
    </Page>
  )
}

type Given = { readonly asked: Asked; readonly change: (more: Partial<Asked>) => void }

function Questions({ asked, change, thisYear }: Given & { readonly thisYear: number }) {
  const say = useWords(exploreWords)
  const option = (id: string) => ({ value: id, label: say(`topic.${id}`) })
  const groups = [
    { label: say('group.clear'), options: topicIds.map(option) },
    { label: say('group.sealed'), options: Object.keys(sealedTopics).map(option) },
  ]
  const by = topicOf(asked.topic).by.map((id) => ({ value: id, label: say(`by.${id}`) }))
  const years = yearsUntil(thisYear)
  return (
    <div className="wide-field" data-chrome>
      <Select name="explore.what" label={say('what')} options={groups} value={asked.topic} onChange={(next) => next && change(askedIn(new URLSearchParams({ what: next, from: String(asked.from), to: String(asked.to) }), thisYear))} />
      <Select name="explore.rows" label={say('rows')} options={by} value={asked.rows} onChange={(next) => next && change({ rows: next, columns: asked.columns === next ? null : asked.columns })} />
      <Select name="explore.columns" label={say('columns')} empty={say('columns.none')} options={by.filter((one) => one.value !== asked.rows)} value={asked.columns} onChange={(columns) => change({ columns })} />
      <Select name="explore.only" label={say('only')} empty={say('only.none')} options={by} value={asked.only} onChange={(only) => change({ only, part: null })} />
      <Select name="explore.from" label={say('from')} options={years} value={String(asked.from)} onChange={(next) => next && change({ from: Number(next) })} />
      <Select name="explore.to" label={say('to')} options={years} value={String(asked.to)} onChange={(next) => next && change({ to: Number(next) })} error={asked.from > asked.to ? say('years.turned') : undefined} />
    </div>
  )
}

const periodOf = ({ from, to }: Asked) => ({ from: `${from}-01-01`, to: `${to}-12-31` })

/** What was counted stays in sight while other years, or a part, are counted; never under the heading of something else. */
const laidOutAlike = (before: Asked | undefined, asked: Asked) => before?.topic === asked.topic && before.rows === asked.rows && before.columns === asked.columns

/** Counted by the program, from clear codes. */
function Clear({ asked, change }: Given) {
  const desk = useDesk()
  const { topic, rows, columns, only, part } = asked
  const ask = (more: object) => desk.call(figures.table, { topic, rows, ...periodOf(asked), ...more } as never)
  const query = useQuery({
    queryKey: ['table', asked], placeholderData: (before, earlier) => (laidOutAlike(earlier?.queryKey[1] as Asked | undefined, asked) ? before : undefined),
    queryFn: (): Promise<Counted> => ask({ ...(columns && { columns }), ...(only && part && { only, part }) }).then((said) => ({ asked, cells: said.cells, undated: 0 })),
  })
  const parts = useQuery({
    queryKey: ['table', 'parts', topic, only, asked.from, asked.to], enabled: only !== null,
    queryFn: () => ask({ rows: only as DimensionId }).then((said) => said.cells),
  })
  return (
    <>
      {only && <PartOf asked={asked} change={change} cells={parts.data ?? []} />}
      <Loaded query={query} lines={12}>
        {(counted) => (
          <>
            {isClear(topic) && counted.cells.length === 0 && <OtherYears topic={topic} change={change} />}
            <LaidOutTable asked={counted.asked} counted={counted} period={periodOf(counted.asked)} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** Where these years have no records and others do, those are one press away. */
function OtherYears({ topic, change }: Pick<Given, 'change'> & { readonly topic: TopicId }) {
  const say = useWords(exploreWords)
  const years = useYearsWith(topic, yearOf(dayOf(new Date())))
  const [first, last] = [years[0], years.at(-1)]
  if (first === undefined || last === undefined) return null
  return <Notice name="explore.other-years" actions={<Button name="explore.years" onClick={() => change({ from: first, to: last })}>{say('years.show')}</Button>}>{say('years.other', { first: String(first), last: String(last) })}</Notice>
}

const opensFor = ({ topic }: Asked) => (isClear(topic) ? 'stories' : sealedTopics[topic].opens)
/** Stories are opened once for whatever is asked of them, calls for the years that are asked for. */
const openedFor = (asked: Asked) => (opensFor(asked) === 'calls' ? `${asked.from} ${asked.to}` : 'stories')

/** Counted here, from what she opens. */
function Sealed({ asked, change }: Given) {
  const say = useWords(exploreWords)
  const opens = opensFor(asked)
  const ofCalls = opens === 'calls'
  const { state, may, open, stop } = useOpenedRegister({ opens, period: periodOf(asked) })
  if (!may) return <Notice name="explore.not-yours">{say(ofCalls ? 'not-yours.calls' : 'not-yours')}</Notice>
  if (state.at === 'opening') return <Notice name="explore.opening" title={say(ofCalls ? 'opening.calls' : 'opening', { pages: state.pages })} actions={<Button name="explore.stop" onClick={stop}>{say('stop')}</Button>} live />
  if (state.at !== 'open') {
    return (
      <Notice name="explore.closed" kind={state.at === 'failed' ? 'problem' : 'info'} actions={<Button kind="primary" name="explore.open" onClick={() => void open()}>{say('open')}</Button>}>
        {state.at === 'failed' ? state.why : state.at === 'stopped' ? say('stopped') : say('open.lead')}
      </Notice>
    )
  }
  const { register, calls, stories, situations, unopened } = state.opened
  const period = periodOf(asked)
  const { topic, rows, columns, only, part } = asked
  const at = (id: string) => dimensionIn(topic, id)
  const counted = evaluateTable(register, period, { topic: topicOf(topic), rows: at(rows), ...(columns && { columns: at(columns) }), ...(only && part && { only: { by: at(only), part } }) })
  return (
    <>
      <p data-key="explore.opened">{ofCalls ? say('opened.calls', { calls }) : say('opened', { stories, situations: situations.length })} {unopened > 0 && say('unopened', { count: unopened })} {topic === 'heard' || topic === 'victims_opened' ? <NotOpened topic={topic} period={period} register={register} /> : <NotOpenedSituations topic={topic} period={period} opened={situations} />}</p>
      {only && <PartOf asked={asked} change={change} cells={evaluateTable(register, period, { topic: topicOf(topic), rows: at(only) }).cells} />}
      <LaidOutTable asked={asked} counted={counted} period={period} />
    </>
  )
}

/** Where the same is counted over clear codes too, how many there are that are not open to her. */
const alsoClear = { heard: ['calls', 'year'], victims_opened: ['victims', 'event_year'] } as const

/** What is not open to her is missing in what she counts, and the page says how much that is. */
function NotOpened({ topic, period, register }: { readonly topic: keyof typeof alsoClear; readonly period: Period; readonly register: Register }) {
  const desk = useDesk()
  const [clear, by] = alsoClear[topic]
  const whole = (cells: readonly Cell[]) => cells.find((cell) => cell.row === null)?.value ?? 0
  const query = useQuery({
    queryKey: ['table', 'whole', clear, period],
    queryFn: () => desk.call(figures.table, { topic: clear, rows: by, ...period } as never).then((said) => whole(said.cells)),
  })
  return <Missing says="not-opened.some" all={query.data} opened={whole(evaluateTable(register, period, { topic: topicOf(topic), rows: dimensionIn(topic, by) }).cells)} />
}

/** Situations are known by number to the program, and by nothing else that is asked here. */
function NotOpenedSituations({ topic, period, opened }: { readonly topic: Asked['topic']; readonly period: Period; readonly opened: OpenedRegister['situations'] }) {
  const desk = useDesk()
  const say = useWords(exploreWords)
  const query = useQuery({ queryKey: ['table', 'situations', period], queryFn: () => desk.call(figures.situations, period).then((said) => said.all) })
  return <><Missing says="not-opened.situations" all={query.data} opened={begunIn(opened, period)} /> {topic !== 'situations' && say('not-opened.stories')}</>
}

function Missing({ says, all, opened }: { readonly says: 'not-opened.some' | 'not-opened.situations'; readonly all: number | undefined; readonly opened: number }) {
  const say = useWords(exploreWords)
  const locale = useLocale()
  if (all === undefined || all <= opened) return null
  return <strong data-key="explore.missing">{say(says, { all: formatNumber(all, locale), missing: formatNumber(all - opened, locale) })}</strong>
}

/** Which part of the dimension is meant: those that occur, most first. */
function PartOf({ asked, change, cells }: Given & { readonly cells: readonly Cell[] }) {
  const say = useWords(exploreWords)
  const partName = usePartName()
  if (!asked.only) return null
  const by = dimensionIn(asked.topic, asked.only)
  const options = cells.flatMap(({ row }) => (row === null ? [] : [{ value: row, label: partName(by, row) }]))
  return (
    <div className="wide-field" data-chrome>
      <Select name="explore.part" label={say('part')} empty={say('only.none')} options={options} value={asked.part} onChange={(part) => change({ part })} />
    </div>
  )
}
