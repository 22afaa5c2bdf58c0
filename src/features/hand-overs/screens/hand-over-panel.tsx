import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Disclosure, LinkButton, Loaded, Panel, Row, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay, formatMoment } from '../../../shared/words.ts'
import { handOvers, handOverWords as sealedWords } from '../contract.ts'
import type { HandOverWords } from '../contract.ts'
import { inOrder, waitsFor } from '../rules.ts'
import { handOverWords } from './words.ts'

type Note = OutputOf<typeof handOvers.list>['notes'][number] & { readonly words: HandOverWords | undefined; readonly cards: readonly OpenCard[] }

async function read(desk: OpenDesk): Promise<Note[]> {
  const { notes, served } = await desk.call(handOvers.list, {})
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  return Promise.all(notes.map(async (note) => {
    const words = sealedWords.safeParse(docs.find((doc) => doc.folder === note.folder)?.content).data
    return { ...note, words, cards: words ? await desk.keys.cardsOf(words.clients) : [] }
  }))
}

export function useHandOvers() {
  const desk = useDesk()
  return useQuery({ queryKey: ['hand-overs', desk.cards], queryFn: () => read(desk) })
}

/** What the shift before left, unseen first; what she left, and who has seen it. */
export function HandOverPanel() {
  const desk = useDesk()
  const say = useWords(handOverWords)
  const queries = useQueryClient()
  const query = useHandOvers()
  const pressed = useRef(false)
  async function see(call: () => Promise<unknown>) {
    pressed.current = true
    await call()
    await queries.invalidateQueries({ queryKey: ['hand-overs'] })
  }
  const waiting = query.data?.filter((note) => waitsFor(note, desk.me.id)).length
  // The button that had the focus is gone: the next note that waits has it, or the place where she would write one.
  useEffect(() => {
    if (!pressed.current) return
    pressed.current = false
    const next = document.querySelector<HTMLElement>('[data-key="hand-over.see"]') ?? document.querySelector<HTMLElement>('[data-key="hand-over.write"]')
    next?.focus()
  }, [waiting])
  return (
    <Panel title={say('title')} name="hand-overs" actions={<span data-chrome><LinkButton href="/hand-over" name="hand-over.write">{say('write')}</LinkButton></span>}>
      <Loaded query={query} lines={2} empty={<p>{say('none')}</p>}>
        {(notes) => {
          const { waiting, recent, folded } = inOrder(notes, desk.me.id, dayOf(new Date()))
          return (
            <Stack>
              {[...waiting, ...recent].map((note) => <One key={note.folder} note={note} onSee={see} />)}
              {folded.length > 0 && (
                <Disclosure summary={say('older', { count: folded.length })} name="hand-over.older">
                  <Stack>{folded.map((note) => <One key={note.folder} note={note} onSee={see} />)}</Stack>
                </Disclosure>
              )}
            </Stack>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function One({ note, onSee }: { readonly note: Note; readonly onSee: (call: () => Promise<unknown>) => Promise<void> }) {
  const desk = useDesk()
  const say = useWords(handOverWords)
  const locale = useLocale()
  const { busy, doing } = useDoingAloud()
  const { words, cards } = note
  const when = words ? formatMoment(words.at, locale) : formatDay(note.writtenOn, locale)
  const team = desk.house.teams.find((one) => one.id === note.team)?.name ?? '–'
  const see = () => onSee(() => doing(() => desk.call(handOvers.see, { folder: note.folder })))
  return (
    <article className="sheet" data-key="hand-over" data-value={note.folder}>
      <strong>{say('from', { name: desk.memberShown(note.by), team, when })}</strong>
      <p className="pre">{words?.text ?? say('closed')}</p>
      {cards.length > 0 && <p>{say('clients')}: {cards.map((card, at) => <span key={card.client}>{at > 0 && ', '}<Link href={`/clients/${card.client}`} data-key="hand-over.client">{calledOf(card)}</Link></span>)}</p>}
      {waitsFor(note, desk.me.id)
        ? <Row><Button kind="primary" name="hand-over.see" busy={busy} onClick={() => void see()}>{say('see')}</Button></Row>
        : <WhoSaw note={note} />}
    </article>
  )
}

/** Names and nothing more: it is asked whether the shift knows, not who was slow. */
function WhoSaw({ note }: { readonly note: Note }) {
  const desk = useDesk()
  const say = useWords(handOverWords)
  const names = (members: readonly string[]) => members.map((member) => desk.memberShown(member)).join(', ')
  if (note.by !== desk.me.id) return null
  if (note.unseen.length === 0 && note.seen.length > 0) return <p data-key="hand-over.seen-by">{say('everybody')}</p>
  return (
    <p data-key="hand-over.seen-by">
      {say('seen-by', { names: names(note.seen.map((one) => one.member)) || say('nobody') })}
      {note.unseen.length > 0 && <><br />{say('unseen-by', { names: names(note.unseen) })}</>}
    </p>
  )
}
