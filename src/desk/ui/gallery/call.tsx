import { useRef, useState } from 'react'
import {
  Button,
  Choice,
  Choices,
  DateField,
  Disclosure,
  Field,
  Finder,
  Foot,
  Page,
  Panel,
  Row,
  Saved,
  Select,
  Stack,
  useKeys,
  useTell,
} from '../index.ts'
import type { Found, MissingAnswer } from '../index.ts'
import css from './gallery.module.css'
import { useGalleryWords } from './words.ts'

const people: readonly Found[] = [
  { id: 'a', label: 'Ђурић Ана', detail: 'C-0412 · Ниш', aside: '12. 3.' },
  { id: 'b', label: 'Đurić Ana', detail: 'C-1187 · Novi Sad', aside: '2. 11. 2014.' },
  { id: 'c', label: 'Ђурђевић М.', detail: 'C-0093 · Београд' },
]

/** Whoever is asked for as "late" is found when the page is told so. */
const late = () => new Promise<readonly Found[]>((found) => addEventListener('found-late', () => found(people), { once: true }))

const find = (query: string) =>
  query === 'late'
    ? late()
    : query === 'xx'
    ? []
    : people.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()) || query === 'd')

/** The contact page in small. */
export function CallPage() {
  const say = useGalleryWords()
  const tell = useTell()
  const start = useRef(Date.now())
  const [query, setQuery] = useState('')
  const [picked, setPicked] = useState<string>()
  const save = () => tell(say('saved'))
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: save }])
  return (
    <Page
      title={say('call.title')}
      over={say('call.over')}
      focusTitle={false}
      actions={<Saved state="saved" at={start.current} />}
    >
      <div className={css.two}>
        <Panel title={say('who')}>
          <Finder
            name="contact.who"
            label={say('find')}
            why={say('find.why')}
            query={query}
            onQuery={setQuery}
            find={find}
            onPick={(found) => setPicked(found.label)}
            actions={[
              { id: 'new', label: say('new-client'), run: () => setPicked('new') },
              { id: 'nameless', label: say('nameless'), run: () => setPicked('nameless') },
            ]}
          />
          {picked && <p data-key="picked">{picked}</p>}
          <SafeToCall />
        </Panel>
        <Panel title={say('words')}>
          <Words />
        </Panel>
      </div>
      <Panel title={say('about')}>
        <About />
      </Panel>
      <Foot>
        <Row>
          <Button kind="quiet">{say('silent')}</Button>
          <Button kind="quiet">{say('wrong-number')}</Button>
          <Button kind="quiet">{say('prank')}</Button>
        </Row>
        <Button kind="primary" name="contact.save" keys="Ctrl+Enter" onClick={save}>
          {say('save')}
        </Button>
      </Foot>
    </Page>
  )
}

function SafeToCall() {
  const say = useGalleryWords()
  const [safe, setSafe] = useState<'yes' | 'no' | 'hours' | MissingAnswer | null>(null)
  const options = (['yes', 'no', 'hours'] as const).map((value) => ({ value, label: say(`safe.${value}`) }))
  return (
    <Choice
      name="contact.safe"
      label={say('safe')}
      why={say('safe.why')}
      options={options}
      value={safe}
      onChange={setSafe}
    />
  )
}

function Words() {
  const say = useGalleryWords()
  const [says, setSays] = useState('')
  const [agreed, setAgreed] = useState('')
  const [by, setBy] = useState<string | null>(null)
  return (
    <Stack>
      <Field
        name="contact.words"
        label={say('she-says')}
        lines={4}
        limit={200}
        value={says}
        onChange={setSays}
      />
      <Field
        name="contact.agreed"
        label={say('agreed')}
        lines={2}
        value={agreed}
        onChange={setAgreed}
        hint={say('agreed.hint')}
      />
      <Select
        name="contact.next-by"
        label={say('by')}
        value={by}
        onChange={setBy}
        options={['pace', 'today', 'week'].map((value) => ({ value, label: say(`by.${value}`) }))}
      />
    </Stack>
  )
}

const types = ['trafficking', 'preventive', 'other'] as const
const roles = ['herself', 'family', 'friend', 'citizen', 'police', 'social-work', 'other'] as const
const given = ['counselling', 'information', 'legal', 'medical', 'shelter'] as const

function About() {
  const say = useGalleryWords()
  const [type, setType] = useState<(typeof types)[number] | MissingAnswer | null>(null)
  const [role, setRole] = useState<(typeof roles)[number] | MissingAnswer | null>('family')
  const [help, setHelp] = useState<readonly (typeof given)[number][] | MissingAnswer>(['counselling'])
  const [day, setDay] = useState<string | null>('2016-03-12')
  const [month, setMonth] = useState<string | null>(null)
  const named = <V extends string>(group: string, values: readonly V[]) =>
    values.map((value) => ({ value, label: say(`${group}.${value}`) }))
  return (
    <Stack>
      <Choice
        name="contact.type"
        beside
        active
        label={say('type')}
        options={named('type', types)}
        value={type}
        onChange={setType}
      />
      <Choice
        name="contact.role"
        beside
        label={say('role')}
        options={named('role', roles)}
        value={role}
        onChange={setRole}
      />
      <Choices
        name="contact.given"
        beside
        label={say('given')}
        why={say('given.why')}
        options={named('given', given)}
        missing={['not_asked']}
        value={help}
        onChange={setHelp}
      />
      <div className={css.pair}>
        <DateField name="contact.day" label={say('day')} value={day} onChange={setDay} to="2016-12-31" />
        <DateField name="contact.month" of="month" label={say('month')} value={month} onChange={setMonth} />
      </div>
      <Disclosure summary={say('signs')} aside={say('signs.asked')} name="contact.signs">
        <p>{say('signs.words')}</p>
      </Disclosure>
    </Stack>
  )
}
