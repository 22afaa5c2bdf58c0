import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type * as z from 'zod/mini'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { placeOfHelp } from '../../../desk/story-folder.ts'
import { Button, Choice, DateField, Field, Foot, Loaded, NumberField, Page, Saved, Select, Stack, useKeys, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, TeamId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { assistance, serviceState } from '../../../vocabulary/index.ts'
import { services, timesGiven } from '../contract.ts'
import type { serviceFacts, serviceWords } from '../contract.ts'
import { serviceWordsOf } from './words.ts'

type Facts = z.output<typeof serviceFacts>
type State = { readonly kind: Facts['kind'] | null; readonly state: Facts['state']; readonly times: string; readonly onDay: string; readonly team: TeamId } & z.output<typeof serviceWords>

/** Help given, offered or declined outside a contact, in the client's story. */
export default function RecordHelp() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const client = search.get('client') as ClientId
  const query = useBegun(`help?client=${client}`, async () => {
    const [card] = await desk.keys.cardsOf([client])
    const blank: State = { kind: null, state: 'provided', times: '1', onDay: dayOf(new Date()), team: desk.mine[0] ?? desk.team('case_management'), note: '', why: '', askAgain: null }
    return { blank, more: { name: card ? calledOf(card) : '–' } }
  })
  return <Loaded query={query} lines={8}>{({ begun, more }) => <Form key={begun.id} begun={begun} client={client} name={more.name} />}</Loaded>
}

type Given = { readonly begun: Begun<State>; readonly client: ClientId; readonly name: string }

function Form({ begun, client, name }: Given) {
  const desk = useDesk()
  const say = useWords(serviceWordsOf)
  const tell = useTell()
  const queries = useQueryClient()
  const { options } = useCodes()
  const [, go] = useLocation()
  const { state: asked, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [missing, setMissing] = useState(false)
  const times = readWhole(asked.times, timesGiven)
  const mine = desk.house.teams.filter((team) => desk.mine.includes(team.id))
  const open = asked.state === 'declined'

  async function compose({ kind, state, onDay, team, note, why, askAgain }: State) {
    if (typeof times !== 'number') throw new TypeError('no number of times')
    const { folder, newFolder } = await placeOfHelp(desk, client, team)
    const id = newId<'record'>()
    const doc = await desk.keys.sealDoc({ folder, id: newId(), version: 1, schema: 'service/1' }, { note, why, askAgain, of: id })
    const command = { id, client, team, kind: kind ?? 'info_and_advice', state, times, onDay, folder, newFolder, doc }
    return () => desk.call(services.record, command)
  }
  async function saveIt() {
    pressed()
    setMissing(true)
    if (asked.kind === null || typeof times !== 'number' || !isPastDay(asked.onDay) || !(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['clients'] })
    tell(say('saved'))
    go(`/clients/${client}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void saveIt() }])
  return (
    <Page title={say('title')} over={say('for', { name })} lead={say('lead')} actions={<Saved {...keeping} />}>
      <Stack>
        <Choice name="help.kind" active label={say('kind')} missing={[]} options={options(assistance)} value={asked.kind} onChange={(kind) => change({ kind })} error={missing && !asked.kind ? say('kind.needed') : undefined} />
        <Choice name="help.state" always label={say('state')} missing={[]} options={options(serviceState)} value={asked.state} onChange={(state) => change({ state: state ?? 'provided' })} />
        {open && <Field name="help.why" label={say('why')} lines={2} value={asked.why} onChange={(why) => change({ why })} limit={5000} />}
        {open && <DateField name="help.ask-again" label={say('ask-again')} hint={say('ask-again.hint')} value={asked.askAgain} onChange={(askAgain) => change({ askAgain })} />}
        <Field name="help.note" label={say('note')} lines={3} value={asked.note} onChange={(note) => change({ note })} limit={50_000} />
        <div className="wide-field">
          <NumberField name="help.times" label={say('times')} value={asked.times} {...timesGiven} needed asked={missing} onChange={(text) => change({ times: text })} />
          <DateField name="help.day" label={say('day')} value={asked.onDay} to={dayOf(new Date())} needed={missing ? 'now' : 'when-left'} onChange={(day) => change({ onDay: day ?? '' })} />
          {mine.length > 1 && <Select name="help.team" label={say('team')} options={mine.map((team) => ({ value: team.id as string, label: team.name }))} value={asked.team as string} onChange={(team) => change({ team: (team ?? asked.team) as TeamId })} />}
        </div>
      </Stack>
      <Foot problem={error}><span /><Button kind="primary" name="help.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say(busy ? 'saving' : 'save')}</Button></Foot>
    </Page>
  )
}
