import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { calledOf, cardFound } from '../../../desk/cards.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Field, Finder, Foot, Loaded, Notice, Page, Row, Saved, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { handOvers } from '../contract.ts'
import type { HandOverWords } from '../contract.ts'
import { handOverWords } from './words.ts'

type Spoken = { readonly client: string; readonly called: string }
type State = { readonly team: TeamId | null; readonly text: string; readonly clients: readonly Spoken[]; readonly query: string }

/** What the next shift must know, for one team. Clients are named by their link, so that the note itself can stay short. */
export default function WriteHandOver() {
  const desk = useDesk()
  const blank: State = { team: desk.mine.includes(desk.team('sos_line')) ? desk.team('sos_line') : null, text: '', clients: [], query: '' }
  const query = useBegun('hand-over', async () => ({ blank, more: {} }))
  return <Loaded query={query} lines={8}>{({ begun }) => <Form key={begun.id} begun={begun} />}</Loaded>
}

function Form({ begun }: { readonly begun: Begun<State> }) {
  const desk = useDesk()
  const say = useWords(handOverWords)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  // Finders hold everybody's cards and are no shift.
  const teams = desk.house.teams.filter((team) => team.kind !== 'finders')

  async function compose({ team, text, clients }: State) {
    const now = new Date()
    const newFolder = await desk.keys.makeFolder('hand_over', [team as TeamId], dayOf(now))
    const words: HandOverWords = { at: now.toISOString(), text: text.trim(), clients: clients.map((one) => one.client) }
    const doc = await desk.keys.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'hand-over/1' }, words)
    return () => desk.call(handOvers.write, { folder: newFolder.id, team: team as TeamId, newFolder, doc })
  }
  async function leave() {
    pressed()
    setAsked(true)
    if (!state.team || !state.text.trim()) return
    if (!(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['hand-overs'] })
    tell(say('left'))
    go('/')
  }
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).filter((card) => !state.clients.some((one) => one.client === card.client)).map((card) => ({ ...cardFound(card, locale), called: calledOf(card) }))
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void leave() }])
  return (
    <Page title={say('write.title')} actions={<Saved {...keeping} />} focusTitle={false}>
      <Stack>
        <Choice name="hand-over.team" label={say('team')} missing={[]} value={state.team} options={teams.map((team) => ({ value: team.id, label: team.name }))}
          error={asked && !state.team ? say('no-team') : undefined} onChange={(team) => change({ team })} />
        <Field name="hand-over.text" label={say('text')} hint={say('text.hint')} lines={6} limit={20_000} value={state.text} onChange={(text) => change({ text })}
          error={asked && !state.text.trim() ? say('empty') : undefined} first />
        {desk.may('clients:find') && (
          <Finder name="hand-over.about" label={say('clients')} query={state.query} onQuery={(query) => change({ query })} find={find}
            onPick={(found) => change({ query: '', clients: [...state.clients, { client: found.id, called: found.called }] })} />
        )}
        {state.clients.length > 0 && (
          <ul className="list">
            {state.clients.map(({ client, called }) => (
              <li key={client}><Row spread><span>{called}</span><Button kind="quiet" name="hand-over.not-about" label={say('clients.remove', { name: called })} onClick={() => change({ clients: state.clients.filter((one) => one.client !== client) })}>{say('clients.remove', { name: called })}</Button></Row></li>
            ))}
          </ul>
        )}
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
      <Foot><span /><Button kind="primary" name="hand-over.save" keys="Ctrl+Enter" busy={busy} onClick={() => void leave()}>{say(busy ? 'saving' : 'save')}</Button></Foot>
    </Page>
  )
}
