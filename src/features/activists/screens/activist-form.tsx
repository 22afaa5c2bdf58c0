import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Choices, Field, Foot, Loaded, Page, Saved, Stack, useKeys, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import { eventKind } from '../../../vocabulary/index.ts'
import { activists } from '../contract.ts'
import type { ActivistWords } from '../contract.ts'
import { readActivists } from './read.ts'
import type { OpenActivist } from './read.ts'
import { activistWordsOf } from './words.ts'

type State = Omit<ActivistWords, 'lecturer'> & { readonly lecturer: 'yes' | 'no' | null; readonly state: OpenActivist['state'] }
const blank: State = { name: '', reach: '', lecturer: null, trainedFor: [], languages: '', free: '', notes: '', state: 'active' }

export default function ActivistForm() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const of = search.get('activist')
  const query = useBegun<State, { known: OpenActivist | undefined }>(`prevention/activist${of ? `?activist=${of}` : ''}`, async () => {
    const known = of ? (await readActivists(desk)).find((one) => one.folder === of) : undefined
    return { blank: known ? { ...blank, ...known.words, lecturer: known.words?.lecturer ? 'yes' : 'no', state: known.state } : blank, more: { known } }
  })
  return <Loaded query={query} lines={8}>{({ begun, more }) => <Form key={begun.id} begun={begun} known={more.known} />}</Loaded>
}

function Form({ begun, known }: { readonly begun: Begun<State>; readonly known: OpenActivist | undefined }) {
  const desk = useDesk()
  const say = useWords(activistWordsOf)
  const { options } = useCodes()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  async function compose({ state: stands, lecturer, name, ...words }: State) {
    const newFolder = known ? null : await desk.keys.makeFolder('activist', [desk.team('prevention'), desk.team('coordination')], dayOf(new Date()))
    const folder = known?.folder ?? newFolder?.id ?? newId<'folder'>()
    const content: ActivistWords = { ...words, trainedFor: [...words.trainedFor], name: name.trim(), lecturer: lecturer === 'yes' }
    const doc = await desk.keys.sealDoc({ folder, id: known?.doc?.id ?? newId(), version: (known?.doc?.version ?? 0) + 1, schema: 'activist/1' }, content)
    const facts = { folder, team: known?.team ?? desk.team('prevention'), state: stands }
    return () => (newFolder ? desk.call(activists.save, { ...facts, newFolder, doc }) : desk.call(activists.change, { ...facts, version: known?.version ?? 1, doc }))
  }
  async function keep() {
    pressed()
    setAsked(true)
    if (!state.name.trim() || !(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['activists'] })
    tell(say('saved'))
    go('/activists')
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void keep() }])
  return (
    <Page title={say(known ? 'change.title' : 'new')} actions={<Saved {...keeping} />}>
      <Stack>
        <Field name="activist.name" label={say('name')} value={state.name} limit={200} onChange={(name) => change({ name })} error={asked && !state.name.trim() ? say('name.needed') : undefined} />
        <Field name="activist.reach" label={say('reach')} value={state.reach} limit={200} onChange={(reach) => change({ reach })} />
        <Choice name="activist.lecturer" always label={say('lecturer')} missing={[]} options={[{ value: 'yes', label: say('lecturer.yes') }, { value: 'no', label: say('lecturer.no') }]} value={state.lecturer} onChange={(lecturer) => change({ lecturer })} />
        <Choices name="activist.trained" label={say('trained')} options={options(eventKind)} value={state.trainedFor as never} onChange={(next) => change({ trainedFor: typeof next === 'string' ? [] : [...next] })} />
        <Field name="activist.free" label={say('free')} value={state.free} limit={500} onChange={(free) => change({ free })} />
        <Field name="activist.languages" label={say('languages')} value={state.languages} limit={200} onChange={(languages) => change({ languages })} />
        <Field name="activist.notes" label={say('notes')} lines={2} value={state.notes} limit={20_000} onChange={(notes) => change({ notes })} />
        {known && <Choice name="activist.state" always label={say('state')} missing={[]} options={[{ value: 'active', label: say('state.active') }, { value: 'left', label: say('state.left') }]} value={state.state} onChange={(next) => change({ state: next ?? 'active' })} />}
      </Stack>
      <Foot problem={error}><span /><Button kind="primary" name="activist.save" keys="Ctrl+Enter" busy={busy} onClick={() => void keep()}>{say('save')}</Button></Foot>
    </Page>
  )
}
