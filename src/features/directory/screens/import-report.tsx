import { useState } from 'react'
import { useCodes } from '../../../desk/codes.ts'
import { saveCsv } from '../../../desk/save-file.ts'
import type { Reading } from '../../../desk/sheets/sheet-worker.ts'
import { Button, Choice, Disclosure, Notice, Panel, Row, Select, Stack, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { foldName } from '../../../shared/names.ts'
import { formatNumber } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import type { InstitutionEntry } from '../contract.ts'
import { fields } from '../import-rules.ts'
import type { FieldOf, Plan, RowReport } from '../import-rules.ts'
import { directoryWords } from './words.ts'

type Told = { readonly columns: Readonly<Record<number, FieldOf | null>>; readonly kinds: Readonly<Record<string, InstitutionEntry['kind']>> }
type Given = { readonly plan: Plan; readonly reading: Reading; readonly told: Told; readonly onTold: (told: Told) => void; readonly onTake: () => void }
type Show = 'left' | 'noted' | 'all'
const shownAtFirst = 100

/** What would be taken and what not, row by row; what is not understood is asked here, and the report is made anew. */
export function ImportReport({ plan, reading, told, onTold, onTake }: Given) {
  const say = useWords(directoryWords)
  const locale = useLocale()
  const { options } = useCodes()
  const [show, setShow] = useState<Show>('left')
  const [most, setMost] = useState(shownAtFirst)
  const left = plan.rows.filter((row) => row.left)
  const noted = plan.rows.filter((row) => !row.left && row.notes.length)
  const rows = { left, noted, all: plan.rows }[show]
  const institutions = plan.entries.filter((one) => one.is === 'institution').length
  const unread = plan.headings.map((name, at) => ({ name, at })).filter(({ at, name }) => name && (plan.columns[at] === null || at in told.columns))
  const becomes = (row: RowReport) => [row.left ? say(`import.left.${row.left.why}`, { what: row.left.what }) : say('import.taken'), ...row.notes.map((one) => say(`import.note.${one.note}`, { what: one.what }))].join('; ')
  const takeReport = () =>
    saveCsv([[say('import.row'), say('import.what'), say('import.becomes')], ...plan.rows.map((row) => [String(row.row), row.called, becomes(row)])], `${say('import.csv.name')}.csv`)
  return (
    <Stack>
      {reading.others.length > 0 && <Notice>{say('import.others', { sheet: reading.sheet, others: reading.others.join(', ') })}</Notice>}
      {plan.nameless && <Notice kind="decision">{say('import.nameless')}</Notice>}
      {unread.length > 0 && (
        <Disclosure key={String(plan.nameless)} summary={say('import.columns')} name="import.columns" {...(plan.nameless && { open: true })}>
          <Stack>
            <p>{say('import.columns.words')}</p>
            <div className="wide-field">
              {unread.map(({ name, at }) => (
                <Select key={at} name="import.column" label={say('import.column', { name })} missing={[]} empty={say('import.column.none')} value={plan.columns[at] ?? null}
                  options={fields.map((value) => ({ value, label: say(`import.field.${value}`) }))} onChange={(field) => onTold({ ...told, columns: { ...told.columns, [at]: field } })} />
              ))}
            </div>
          </Stack>
        </Disclosure>
      )}
      {(plan.unknownKinds.length > 0 || Object.keys(told.kinds).length > 0) && (
        <Panel title={say('import.kinds')} name="import.kinds">
          <Stack>
            <p>{say('import.kinds.words')}</p>
            <div className="wide-field">
              {plan.unknownKinds.slice(0, 40).map(({ text, rows: waiting }) => (
                <Select key={text} name="import.kind" label={say('import.kind', { text, rows: waiting })} missing={[]} options={options(institutionKind)} value={null}
                  onChange={(kind) => kind && onTold({ ...told, kinds: { ...told.kinds, [foldName(text)]: kind } })} />
              ))}
            </div>
          </Stack>
        </Panel>
      )}
      {!plan.nameless && (
        <Panel title={say('import.report')} name="import.report" actions={<Button kind="quiet" name="import.csv" onClick={() => void takeReport()}>{say('import.csv')}</Button>}>
          <Stack>
            <p role="status" data-key="import.sum" data-value={plan.entries.length}>{say('import.sum', { institutions, people: plan.entries.length - institutions, left: left.length })}</p>
            <Choice name="import.show" label={say('import.show')} missing={[]} value={show} onChange={(next) => { setShow(next ?? 'left'); setMost(shownAtFirst) }}
              options={(['left', 'noted', 'all'] as const).map((value) => ({ value, label: say(`import.show.${value}`, { count: formatNumber({ left, noted, all: plan.rows }[value].length, locale) }) }))} />
            {rows.length > 0 && (
              <Table caption={say('import.report')} captionHidden name="import.rows" rows={rows.slice(0, most)} keyOf={(row) => String(row.row)} columns={[
                { key: 'row', label: say('import.row'), number: true, cell: (row) => formatNumber(row.row, locale) },
                { key: 'what', label: say('import.what'), heads: true, cell: (row) => row.called || '–' },
                { key: 'becomes', label: say('import.becomes'), cell: becomes },
              ]} />
            )}
            {rows.length > most && <Row><Button name="import.more" onClick={() => setMost(most + 500)}>{say('show-more')}</Button></Row>}
            {plan.entries.length
              ? <Row><Button kind="primary" name="import.take" onClick={onTake}>{say('import.take', { count: plan.entries.length })}</Button></Row>
              : <Notice kind="problem">{say('import.nothing')}</Notice>}
          </Stack>
        </Panel>
      )}
    </Stack>
  )
}
