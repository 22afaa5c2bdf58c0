import type { ReactNode } from 'react'
import { useCodes } from '../../../desk/codes.ts'
import type { Reporting } from '../../../desk/sheets/import-steps.tsx'
import { ColumnsAsked, RowReport } from '../../../desk/sheets/row-report.tsx'
import { Notice, Panel, Select, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { foldName } from '../../../shared/names.ts'
import { formatNumber } from '../../../shared/words.ts'
import { channel, direction, institutionContactTopic, institutionKind } from '../../../vocabulary/index.ts'
import { fields } from '../import-rules.ts'
import type { Coded, FieldOf, Plan, RowReport as Reported, Told as ToldAll } from '../import-rules.ts'
import { mostPastContacts } from '../import-size.ts'
import { outcomes } from '../outcomes.ts'
import { importWords } from './import-words.ts'

type Told = Pick<ToldAll, 'columns' | 'codes'>
export const blank: Told = { columns: {}, codes: { kind: {}, topic: {}, channel: {}, direction: {}, outcome: {} } }
const lists = { kind: institutionKind, topic: institutionContactTopic, channel, direction } as const
const asksAtOnce = 40

/** What would be taken and what not, row by row; what is not understood or not said is asked here once, and the report is made anew. */
export function ContactsReport({ plan, told, onTold, onTake, asked }: Reporting<Plan, Told> & { readonly asked: ReactNode }) {
  const say = useWords(importWords)
  const locale = useLocale()
  const left = plan.rows.filter((row) => row.left.length).length
  const years = [...Map.groupBy(plan.contacts, (one) => one.facts.onDay.slice(0, 4))].sort(([one], [other]) => one.localeCompare(other))
  /** As the file calls it; what the file does not have, as we do. */
  const columnOf = (field: FieldOf) => plan.headings[plan.columns.indexOf(field)] || say(`field.${field}`)
  const columnsOf = ({ left: out, notes }: Reported) => [...new Set([...out, ...notes].map(({ field }) => columnOf(field)))].join(', ')
  const becomes = ({ left: out, notes }: Reported) => [
    out.length ? say('left', { why: out.map(({ why, field, what }) => `${out.length > 1 ? `${columnOf(field)}: ` : ''}${say(`left.${why}`, { what })}`).join('; ') }) : say('taken-row'),
    ...notes.map(({ why, what }) => say(`note.${why}`, { what })),
  ].join('; ')
  // What was answered stays where it was, to be changed; of the rest there are so many at a time.
  const waiting = new Set(plan.unknown.filter((one) => one.code === null).slice(0, asksAtOnce))
  const asks = plan.unknown.filter((one) => one.code !== null || waiting.has(one))
  return (
    <Stack>
      {plan.dayless && <Notice kind="decision">{say('dayless')}</Notice>}
      <ColumnsAsked headings={plan.headings} columns={plan.columns} told={told.columns} needed={plan.dayless}
        options={fields.map((value) => ({ value, label: say(`field.${value}`) }))} onTold={(columns) => onTold({ ...told, columns })} />
      {plan.unknown.length > 0 && (
        <Panel title={say('unknown')} name="import.unknown">
          <Stack>
            <p>{say('unknown.words')}</p>
            <div className="wide-field">
              {asks.map((one) => <Asked key={`${one.field} ${one.text}`} one={one} told={told} onTold={onTold} />)}
            </div>
            {plan.unknown.length > asks.length && <p>{say('unknown.more', { count: plan.unknown.length - asks.length })}</p>}
          </Stack>
        </Panel>
      )}
      {!plan.dayless && (
        <RowReport rows={plan.rows} isLeft={(row) => row.left.length > 0} isNoted={(row) => row.notes.length > 0} becomes={becomes} columns={columnsOf}
          sum={`${say('sum', { count: plan.contacts.length, left })} ${years.map(([year, some]) => say('sum.year', { year, count: formatNumber(some.length, locale) })).join(' · ')}`}
          count={plan.contacts.length} take={say('take', { count: plan.contacts.length })} onTake={onTake} asked={asked}
          {...(plan.contacts.length > mostPastContacts && { refused: say('too-many', { most: formatNumber(mostPastContacts, locale) }) })} />
      )}
    </Stack>
  )
}

type AskedGiven = { readonly one: Plan['unknown'][number]; readonly told: Told; readonly onTold: (told: Told) => void }

function Asked({ one: { field, text, rows, code: said }, told, onTold }: AskedGiven) {
  const say = useWords(importWords)
  const { options } = useCodes()
  const answer = <C extends Coded>(of: C, code: string | null) => code && onTold({ ...told, codes: { ...told.codes, [of]: { ...told.codes[of], [foldName(text)]: code } } })
  return (
    <Select name="import.code" label={say(text ? 'unknown.code' : 'unknown.empty', { field: say(`field.${field}`), text, rows })} missing={[]} value={told.codes[field]?.[foldName(text)] ?? said}
      options={field === 'outcome' ? outcomes.map((value) => ({ value, label: say(`outcome.${value}`) })) : options(lists[field] as never) as readonly { value: string; label: string }[]} onChange={(code) => answer(field, code)} />
  )
}
