import { Bars, Columns, Page, Panel, Table } from '../index.ts'
import css from './gallery.module.css'
import { useGalleryWords } from './words.ts'

const institutions = [
  { id: 'police', calls: 118, reports: 9 },
  { id: 'social', calls: 240, reports: 14 },
  { id: 'court', calls: 36, reports: 0 },
]
const months = [148, 152, 171, 133, 166, 190, 104, 98, 160, 201, 187, 120]

/** Figures in small. */
export function FiguresPage() {
  const say = useGalleryWords()
  return (
    <Page title={say('figures.title')} lead={say('figures.lead')}>
      <div className={css.two}>
        <Panel title={say('figures.forms')}>
          <Bars
            name="figures.forms"
            caption={say('figures.forms.caption')}
            summary={say('figures.forms.summary')}
            items={[
              { id: 'sexual', label: say('form.sexual'), value: 21 },
              { id: 'labour', label: say('form.labour'), value: 9 },
              { id: 'begging', label: say('form.begging'), value: 'few' },
              { id: 'marriage', label: say('form.marriage'), value: 0 },
              { id: 'organs', label: say('form.other'), value: null },
            ]}
          />
        </Panel>
        <Panel title={say('figures.months')}>
          <Columns
            caption={say('figures.months.caption')}
            summary={say('figures.months.summary')}
            items={months.map((value, month) => ({ id: String(month + 1), label: `${month + 1}.`, value }))}
          />
        </Panel>
      </div>
      <Panel title={say('figures.institutions')}>
        <Table
          name="figures.institutions"
          caption={say('figures.institutions.caption')}
          columns={[
            {
              key: 'kind',
              label: say('figures.kind'),
              cell: (row) => say(`institution.${row.id}`),
              sort: (row) => row.id,
            },
            {
              key: 'calls',
              label: say('figures.calls'),
              number: true,
              cell: (row) => row.calls,
              sort: (row) => row.calls,
            },
            {
              key: 'reports',
              label: say('figures.reports'),
              number: true,
              cell: (row) => row.reports,
              sort: (row) => row.reports,
            },
            { key: 'note', label: say('figures.note'), cell: () => say('figures.note.text') },
          ]}
          rows={institutions}
          keyOf={(row) => row.id}
        />
      </Panel>
    </Page>
  )
}
