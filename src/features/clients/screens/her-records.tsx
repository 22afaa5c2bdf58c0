import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useDoing } from '../../../desk/doing.ts'
import { lookAt } from '../../../desk/lead.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { learnThese } from '../../../desk/live.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Dialog, Facts, Finder, Notice, Panel, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import type { DocRow } from '../../../vault/seal.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { useSafeLine } from '../../contacts/screens/who.tsx'
import { clients } from '../contract.ts'
import type { CardWords } from '../contract.ts'
import { cardJoined, cardParted, safeDiffers } from '../joined-card.ts'
import { isCardWords } from '../card-shape.ts'
import { nextCard } from '../next-card.ts'
import type { Client } from './client-story.tsx'
import { clientWords } from './words.ts'

/** Her card as it is written when records are joined or taken apart, and what comes of it here. */
function useCardAndRecords(card: OpenCard) {
  const desk = useDesk()
  const queries = useQueryClient()
  const { busy, error, setError, doing } = useDoing()
  const write = (words: CardWords, send: (doc: DocRow | null) => Promise<unknown>, other: ClientId) => doing(async () => {
    const look = async () => {
      await learnThese(desk, [card.client as ClientId, other])
      await Promise.all(['clients', 'contacts', 'card', 'agreed'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    }
    const doc = words === card.words ? null : (await nextCard(desk.keys, card, words)).doc
    // Refused because somebody wrote meanwhile: the next press is made with what stands there now.
    await send(doc).catch(async (problem: unknown) => {
      await look().catch(() => undefined)
      throw problem
    })
    await look()
  })
  return { write, busy, error, setError }
}

type JoinGiven = { readonly card: OpenCard; readonly onClose: () => void }

/** Another record of the same person is found, looked at beside this one, and joined to it. */
export function JoinDialog({ card, onClose }: JoinGiven) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const locale = useLocale()
  const tell = useTell()
  const safeLine = useSafeLine()
  const [query, setQuery] = useState('')
  const [other, setOther] = useState<OpenCard>()
  const [side, setSide] = useState<'this' | 'other' | null>(null)
  const [looked, setLooked] = useState(false)
  const coming = useCardsComing()
  const { write, busy, error, setError } = useCardAndRecords(card)
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).filter((one) => one.client !== card.client).map((one) => ({ ...cardFound(one, locale), card: one }))
  const differs = other !== undefined && safeDiffers(card.words, other.words)
  const restricted = Boolean(card.named || other?.named)
  async function join() {
    setLooked(true)
    if (!other) return lookAt('join.find')
    if (restricted) return
    if (differs && side === null) return lookAt('join.safe')
    const safe = differs ? (side === 'this' ? card.words.safe : other.words.safe) : undefined
    const joins = other.client as ClientId
    const sent = await write(cardJoined(card.words, other.words, joins, safe), (doc) => desk.call(clients.join, { client: card.client as ClientId, joins, card: doc }), joins)
    if (!sent) return
    tell(say('join.done'))
    onClose()
  }
  return (
    <Dialog open wide onClose={onClose} title={say('join.title')} name="join"
      actions={<>
        <Button kind="primary" name="join.do" busy={busy} onClick={() => void join()}>{say('join.do')}</Button>
        <Button name="join.stop" onClick={onClose}>{say('join.stop')}</Button>
      </>}>
      <Stack>
        <p>{say('join.lead')}</p>
        {!other && (
          <>
            <Finder name="join.find" incomplete={coming} label={say('join.find')} hint={say('join.find.hint')} query={query} onQuery={setQuery} find={find} first
              onPick={(found) => { setOther(found.card); setQuery(''); setError(undefined) }} />
            {looked && <Notice kind="problem" live>{say('join.none')}</Notice>}
          </>
        )}
        {other && (
          <>
            <div className="two">
              <CardFacts title={say('join.this')} of={card} />
              <CardFacts title={say('join.other')} of={other} />
            </div>
            <Row><Button kind="quiet" name="join.another" onClick={() => { setOther(undefined); setSide(null) }}>{say('join.another')}</Button></Row>
            {restricted ? <Notice kind="problem" live>{say('join.restricted')}</Notice> : <Notice kind="decision">{say('join.sure')}</Notice>}
            {differs && (
              <Choice name="join.safe" label={say('join.safe')} missing={[]} value={side} onChange={setSide} error={looked && side === null ? say('join.safe.choose') : undefined}
                options={[{ value: 'this' as const, label: safeLine(card.words.safe) }, { value: 'other' as const, label: safeLine(other.words.safe) }]} />
            )}
          </>
        )}
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}

function CardFacts({ title, of: { words } }: { readonly title: string; readonly of: OpenCard }) {
  const say = useWords(clientWords)
  const locale = useLocale()
  const safeLine = useSafeLine()
  return (
    <Panel title={title}>
      <Facts facts={[
        { label: say('code'), value: words.code },
        { label: say('names'), value: words.names.join(', ') || '–' },
        ...(words.aliases.length ? [{ label: say('aliases'), value: words.aliases.join(', ') }] : []),
        { label: say('town'), value: words.town || '–' },
        { label: say('phones'), value: words.phones.join(', ') || '–' },
        { label: say('safe'), value: safeLine(words.safe) },
        { label: say('join.last'), value: words.lastDay ? formatDay(words.lastDay, locale) : '–' },
      ]} />
    </Panel>
  )
}

type Given = { readonly record: Client; readonly docs: readonly OpenedDoc[]; readonly card: OpenCard | undefined }
type Joined = { readonly client: ClientId; readonly words: CardWords | undefined }

/** Other records of hers; each can be taken apart again. */
export function HerRecords({ record, docs, card }: Given) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const [parting, setParting] = useState<Joined>()
  if (!record.joined.length) return null
  const all = record.joined.map((client): Joined => {
    const folder = record.folders.find((one) => one.client === client && one.kind === 'card')?.folder
    const words = docs.filter((doc) => doc.folder === folder).toSorted((one, two) => two.version - one.version).map((doc) => doc.content).find(isCardWords)
    return { client, words }
  })
  const called = ({ words }: Joined) => (words ? [calledOf({ words }), words.code].join(' · ') : say('joined.closed'))
  return (
    <Panel title={say('joined')} name="client.joined">
      <p>{say('joined.lead')}</p>
      <ul className="list">
        {all.map((one) => (
          <li key={one.client}>
            <Row spread>
              <span>{called(one)}</span>
              {desk.may('clients:write') && card && one.words && <Button kind="quiet" name="client.part" label={`${say('part')}: ${called(one)}`} onClick={() => setParting(one)}>{say('part')}</Button>}
            </Row>
          </li>
        ))}
      </ul>
      {parting && card && <PartDialog card={card} of={parting} called={called(parting)} onClose={() => setParting(undefined)} />}
    </Panel>
  )
}

function PartDialog({ card, of, called, onClose }: { readonly card: OpenCard; readonly of: Joined; readonly called: string; readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const tell = useTell()
  const { write, busy, error } = useCardAndRecords(card)
  async function part() {
    const sent = await write(cardParted(card.words, of.client), (doc) => desk.call(clients.part, { client: card.client as ClientId, parts: of.client, card: doc }), of.client)
    if (!sent) return
    tell(say('part.done'))
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('part.title')} name="part"
      actions={<>
        <Button kind="primary" name="part.do" busy={busy} onClick={() => void part()}>{say('part.do')}</Button>
        <Button name="part.stop" onClick={onClose}>{say('part.stop')}</Button>
      </>}>
      <p>{say('part.lead', { name: called })}</p>
      {error && <Notice kind="problem" live>{error}</Notice>}
    </Dialog>
  )
}
