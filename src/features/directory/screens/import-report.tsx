import { useCodes } from '../../../desk/codes.ts'
import type { Reporting } from '../../../desk/sheets/import-steps.tsx'
import { ColumnsAsked, RowReport } from '../../../desk/sheets/row-report.tsx'
import { Notice, Panel, Select, Stack, useWords } from '../../../desk/ui/index.ts'
import { foldName } from '../../../shared/names.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import type { InstitutionEntry } from '../contract.ts'
import { fields } from '../import-rules.ts'
import type { FieldOf, Plan, RowReport as Reported } from '../import-rules.ts'
import { directoryWords } from './words.ts'

export type Told = { readonly columns: Readonly<Record<number, FieldOf | null>>; readonly kinds: Readonly<Record<string, InstitutionEntry['kind']>> }

/** What would be taken and what not, row by row; what is not understood is asked here, and the report is made anew. */
export function ImportReport({ plan, told, onTold, onTake }: Reporting<Plan, Told>) {
  const say = useWords(directoryWords)
  const { options } = useCodes()
  const institutions = plan.entries.filter((one) => one.is === 'institution').length
  const left = plan.rows.filter((row) => row.left).length
  const becomes = (row: Reported) => [row.left ? say(`import.left.${row.left.why}`, { what: row.left.what }) : say('import.taken'), ...row.notes.map((one) => say(`import.note.${one.note}`, { what: one.what }))].join('; ')
  return (
    <Stack>
      {plan.nameless && <Notice kind="decision">{say('import.nameless')}</Notice>}
      <ColumnsAsked headings={plan.headings} columns={plan.columns} told={told.columns} needed={plan.nameless}
        options={fields.map((value) => ({ value, label: say(`import.field.${value}`) }))} onTold={(columns) => onTold({ ...told, columns })} />
      {plan.unknownKinds.length > 0 && (
        <Panel title={say('import.kinds')} name="import.kinds">
          <Stack>
            <p>{say('import.kinds.words')}</p>
            <div className="wide-field">
              {plan.unknownKinds.slice(0, 40).map(({ text, rows: waiting, kind: said }) => (
                <Select key={text} name="import.kind" label={say('import.kind', { text, rows: waiting })} missing={[]} options={options(institutionKind)} value={said}
                  onChange={(kind) => kind && onTold({ ...told, kinds: { ...told.kinds, [foldName(text)]: kind } })} />
              ))}
            </div>
          </Stack>
        </Panel>
      )}
      {!plan.nameless && (
        <RowReport rows={plan.rows} isLeft={(row) => row.left !== undefined} isNoted={(row) => row.notes.length > 0} becomes={becomes}
          sum={say('import.sum', { institutions, people: plan.entries.length - institutions, left })}
          count={plan.entries.length} take={say('import.take', { count: plan.entries.length })} onTake={onTake} />
      )}
    </Stack>
  )
}
