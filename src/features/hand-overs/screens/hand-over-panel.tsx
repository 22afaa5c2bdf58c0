import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Disclosure, LinkButton, Loaded, Panel, Row, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { FolderId } from '../../../shared/ids.ts'
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

/** What the shift before left, unseen first; what she left, and who has seen it. */
export function HandOverPanel() {
  const desk = useDesk()
  const say = useWords(handOverWords)
  const queries = useQueryClient()
  const query = useQuery({ queryKey: ['hand-overs', desk.cards], queryFn: () => read(desk) })
  const again = () => queries.invalidateQueries({ queryKey: ['hand-overs'] })
  return (
    <Panel title={say('title')} name="hand-overs" actions={<span data-chrome><LinkButton href="/hand-over" name="hand-over.write">{say('write')}</LinkButton></span>}>
      <Loaded query={query} lines={2} empty={<p>{say('none')}</p>}>
        {(notes) => {
          const { waiting, recent, folded } = inOrder(notes, desk.me.id, dayOf(new Date()))
          return (
            <Stack>
              {[...waiting, ...recent].map((note) => <One key={note.folder} note={note} onSeen={again} />)}
              {folded.length > 0 && (
                <Disclosure summary={say('older', { count: folded.length })} name="hand-over.older">
                  <Stack>{folded.map((note) => <One key={note.folder} note={note} onSeen={again} />)}</Stack>
                </Disclosure>
              )}
            </Stack>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function One({ note, onSeen }: { readonly note: Note; readonly onSeen: () => Promise<void> }) {
  const desk = useDesk()
  const say = useWords(handOverWords)
  const locale = useLocale()
  const { busy, doing } = useDoingAloud()
  const { words, cards } = note
  const when = words ? formatMoment(words.at, locale) : formatDay(note.writtenOn, locale)
  const team = desk.house.teams.find((one) => one.id === note.team)?.name ?? '–'
  async function see(folder: FolderId) {
    if (!(await doing(() => desk.call(handOvers.see, { folder })))) return
    await onSeen()
    // The button goes; whoever works by keys goes on at the next note, or where she would write one.
    const next = [...document.querySelectorAll<HTMLElement>('[data-key="hand-over.see"]')].find((one) => !one.closest(`[data-value="${folder}"]`))
    ;(next ?? document.querySelector<HTMLElement>('[data-key="hand-over.write"]'))?.focus()
  }
  return (
    <article className="sheet" data-key="hand-over" data-value={note.folder}>
      <strong>{say('from', { name: desk.memberShown(note.by), team, when })}</strong>
      <p className="pre">{words?.text ?? say('closed')}</p>
      {cards.length > 0 && <p>{say('clients')}: {cards.map((card, at) => <span key={card.client}>{at > 0 && ', '}<Link href={`/clients/${card.client}`} data-key="hand-over.client">{calledOf(card)}</Link></span>)}</p>}
      {waitsFor(note, desk.me.id)
        ? <Row><Button kind="primary" name="hand-over.see" busy={busy} onClick={() => void see(note.folder)}>{say('see')}</Button></Row>
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
