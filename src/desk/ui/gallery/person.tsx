import { Button, Facts, Page, Panel, PrintHeader, Story, Tag } from '../index.ts'
import type { StoryEvent } from '../index.ts'
import css from './gallery.module.css'
import { useGalleryWords } from './words.ts'

/** A client's page in small: what is known, what is agreed, the story. */
export function PersonPage() {
  const say = useGalleryWords()
  const events: readonly StoryEvent[] = [
    {
      id: '1',
      on: '2016-03-12',
      kind: 'report',
      significant: true,
      title: say('event.report'),
      detail: say('event.report.detail'),
    },
    { id: '2', on: '2016-03-14', kind: 'contact', title: say('event.contact') },
    { id: '3', on: '2016-03-20', kind: 'contact', title: say('event.contact') },
    { id: '4', on: '2016-03-21', kind: 'accompaniment', title: say('event.accompaniment') },
    { id: '5', on: '2016-04', kind: 'identified', significant: true, title: say('event.identified') },
    { id: '6', on: '2016-04-02', kind: 'contact', title: say('event.contact') },
  ]
  return (
    <Page
      title="Ђурић Ана"
      over={say('person.over')}
      actions={
        <>
          <Tag decision>{say('person.waits')}</Tag>
          <Button>{say('person.institution')}</Button>
        </>
      }
    >
      <PrintHeader title="C-0412" period="2016." printedFor="М. Ј." printedBy="Ј. П." />
      <div className={css.two}>
        <Panel title={say('person.known')}>
          <Facts
            facts={[
              { label: say('safe'), value: say('person.safe') },
              { label: say('person.town'), value: 'Ниш' },
              { label: say('person.phone'), value: '064 / 000 11 22' },
              { label: say('person.code'), value: <Tag>C-0412</Tag> },
            ]}
          />
        </Panel>
        <Panel title={say('agreed')}>
          <p>{say('person.agreed')}</p>
        </Panel>
      </div>
      <Panel title={say('person.story')}>
        <Story events={events} count={(kind, count) => say(`count.${kind}`, { count })} />
      </Panel>
    </Page>
  )
}
