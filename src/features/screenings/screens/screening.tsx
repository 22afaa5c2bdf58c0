import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type * as z from 'zod/mini'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { storyOf } from '../../../desk/story-folder.ts'
import { Button, Choice, DateField, Field, Foot, Loaded, Notice, Page, Panel, Saved, Stack, useKeys, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { iloEleven } from '../../../vocabulary/index.ts'
import { delphi, whoScreened } from '../../../vocabulary/delphi.ts'
import { clients } from '../../clients/contract.ts'
import { Signs } from '../../contacts/screens/signs.tsx'
import type { screeningWords } from '../contract.ts'
import { Dimensions } from './dimensions.tsx'
import { resultOf, screeningsIn } from './state.ts'
import type { Part, State } from './state.ts'
import { screeningScreenWords } from './words.ts'

export { ScreeningSeen } from './screening-seen.tsx'

/** Signs of one person, by the short list or the weighted one. Says how much was asked and whether to refer; never what somebody is. */
export default function Screening() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const client = search.get('client') as ClientId
  const query = useBegun(`screening?client=${client}`, async () => {
    const record = await desk.call(clients.one, { client })
    const [card] = await desk.keys.cardsOf([client])
    const minor = record.statusEvents.at(-1)?.minor === 'yes'
    const blank: State = { on: dayOf(new Date()), list: 'eleven', who: minor ? 'child' : 'adult', act: null, eleven: {}, weighted: {}, overrides: {}, note: '' }
    return { blank, more: { name: card ? calledOf(card) : '–' } }
  })
  return <Loaded query={query} lines={10}>{({ begun, more }) => <Form key={begun.id} begun={begun} client={client} name={more.name} />}</Loaded>
}

type Given = { readonly begun: Begun<State>; readonly client: ClientId; readonly name: string }

function Form({ begun, client, name }: Given) {
  const desk = useDesk()
  const say = useWords(screeningScreenWords)
  const tell = useTell()
  const queries = useQueryClient()
  const { options } = useCodes()
  const [, go] = useLocation()
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [missing, setMissing] = useState(false)
  const { asked, of, present } = resultOf(state)
  const anyAsked = screeningsIn(state).some((one) => resultOf(one).asked > 0)
  const withoutReason = Object.values(state.overrides).some((one) => !one.reason.trim())

  async function compose(of: State) {
    const { folder, newFolder } = await storyOf(desk, client)
    const [first, ...more] = await Promise.all(screeningsIn(of).map((one) => desk.keys.sealDoc({ folder, id: newId(), version: 1, schema: 'screening/1' }, wordsOf(one))))
    if (!first) throw new Error('a screening is at least one list')
    return async () => {
      await (newFolder ? desk.call(clients.addFolder, { client, folder: newFolder, doc: first }) : desk.call(clients.writeDoc, { folder, doc: first }))
      for (const doc of more) await desk.call(clients.writeDoc, { folder, doc })
    }
  }
  async function saveIt() {
    pressed()
    setMissing(true)
    if (!isPastDay(state.on) || withoutReason || (!anyAsked && !state.note.trim()) || !(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['clients'] })
    tell(say('saved'))
    go(`/clients/${client}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void saveIt() }])
  return (
    <Page title={say('title')} over={say('for', { name })} lead={say('lead')} actions={<Saved {...keeping} />}>
      <div className="two">
        <Panel title={say('which')}>
          <Stack>
            <Choice name="screening.list" active label={say('list')} why={say('list.why')} missing={[]} value={state.list}
              options={[{ value: 'eleven', label: say('list.eleven') }, { value: 'weighted', label: say('list.weighted') }]} onChange={(list) => change({ list: list ?? 'eleven' })} />
            <Choice name="screening.who" always label={say('who')} why={say('who.why')} missing={[]} value={state.who} options={options(whoScreened)} onChange={(who) => change({ who: who ?? 'adult' })} />
            <DateField name="screening.day" label={say('day')} value={state.on} to={dayOf(new Date())} needed={missing ? 'now' : 'when-left'} onChange={(day) => change({ on: day ?? '' })} />
          </Stack>
        </Panel>
        <Result state={state} />
      </div>
      <Panel title={say('signs')}>
        {state.list === 'eleven'
          ? <Signs answers={state.eleven} onAnswers={(eleven) => change({ eleven })} open />
          : <Dimensions state={state} change={change} missing={missing} />}
      </Panel>
      <Field name="screening.note" label={say('note')} lines={2} value={state.note} onChange={(note) => change({ note })} limit={20_000}
        error={missing && !anyAsked && !state.note.trim() ? say('nothing-asked') : undefined} />
      <Foot problem={error}><span className="hint">{asked > 0 && <Counted asked={asked} of={of} present={present} />}</span><Button kind="primary" name="screening.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say(busy ? 'saving' : 'save')}</Button></Foot>
    </Page>
  )
}

/** In the panel, and in the foot that stays in sight along a list of sixty-seven. */
function Counted({ asked, of, present }: { readonly asked: number; readonly of: number; readonly present: number }) {
  const say = useWords(screeningScreenWords)
  return <>{say('asked', { asked, of })}{present > 0 && ` · ${say('present', { present })}`}</>
}

function Result({ state }: Pick<Part, 'state'>) {
  const say = useWords(screeningScreenWords)
  const { asked, of, present, says } = resultOf(state)
  return (
    <Panel title={say('result')} name="screening.result">
      <p><strong><Counted asked={asked} of={of} present={present} /></strong></p>
      <Notice kind={says === 'refer' || says === 'some_signs' ? 'decision' : 'info'}>{say(`says.${says}`)}</Notice>
      {state.who === 'child' && <p>{say('means.child')}</p>}
      <p>{say('never')}</p>
    </Panel>
  )
}

function wordsOf(state: State): z.output<typeof screeningWords> {
  const { asked, of, present, says } = resultOf(state)
  const short = state.list === 'eleven'
  return {
    on: state.on, list: short ? iloEleven.id : delphi.id, version: String(short ? iloEleven.version : delphi.version), who: state.who, act: state.act ?? 'not_asked',
    answers: { ...(short ? state.eleven : state.weighted) }, asked, of, present, says, note: state.note,
    overrides: short ? [] : Object.entries(state.overrides).map(([dimension, { positive, reason }]) => ({ dimension, positive, reason })),
  }
}
