import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { holdsForLink } from '../../../desk/link-holds.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Finder, Panel, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { cardAfter, cardWithout } from '../../clients/card-rules.ts'
import type { Told } from '../../clients/card-rules.ts'
import { contacts } from '../contract.ts'
import type { ContactWords } from '../contract.ts'
import type { Opened } from './contact-record.tsx'
import { changedCard, restOf } from './her-card.ts'
import { contactWords } from './words.ts'

type Role = Opened['links'][number]['as']

const toldBy = (folder: string, onDay: string, words: ContactWords): Told => ({ folder, onDay, agreed: words.agreed, agreedBy: words.agreedBy, safe: words.safe })

/** Whom the contact concerns: linked late, or unlinked when it was wrong. Her card is written with the link, in one go. */
export function Links({ record, words }: { readonly record: Opened; readonly words: ContactWords | undefined }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [query, setQuery] = useState('')
  const [chosenAs, setAs] = useState<Role | null>(null)
  const [busy, setBusy] = useState(false)
  const { folder, onDay } = record.contact
  // Somebody calls, mostly; whoever is linked after her is spoken about. Both can be otherwise, so it is asked.
  const as: Role = chosenAs ?? (record.links.some((one) => one.as === 'caller') ? 'about' : 'caller')

  const written = async (client: ClientId, change: (words: OpenCard['words'], told: Told) => OpenCard['words'] | Promise<OpenCard['words']>) =>
    words && changedCard(desk, client, (known) => change(known, toldBy(folder, onDay, words)))
  async function doIt(work: () => Promise<string>) {
    if (busy) return
    setBusy(true)
    try {
      tell(await work())
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === 'changed-meanwhile') await desk.readCards()
      tell(plainly(problem))
    } finally {
      // Her page, where it was looked at before, tells of this contact too.
      for (const key of ['contacts', 'clients', 'agreed']) await queries.invalidateQueries({ queryKey: [key] })
      setBusy(false)
    }
  }
  const unlink = (link: Opened['links'][number]) => doIt(async () => {
    const stays = record.links.some((one) => one.client === link.client && one.as !== link.as)
    const card = stays ? undefined : await written(link.client, async (known, gone) => cardWithout(known, gone, await restOf(desk, link.client, folder)))
    // A wrong link to a restricted client: the team that took the call has it again.
    const named = (of: readonly Opened['links'][number][]) => record.cards.some((one) => one.named && of.some(({ client }) => client === one.client))
    const others = record.links.filter((one) => one.client !== link.client)
    const gives = named([link]) && !named(others) && others.length + 1 >= record.links.length ? await desk.keys.give(folder, [record.contact.team], onDay) : []
    await desk.call(contacts.unlink, { folder, ...link, gives, card: card?.doc ?? null })
    // Her line goes, and the press with it: whom it does concern is the next question.
    document.querySelector<HTMLElement>('[data-key="contact.link"]')?.focus()
    if (card) await desk.keys.keepCard(card.card)
    return say(card ? 'record.unlinked-card' : 'record.unlinked')
  })
  const link = (client: ClientId) => doIt(async () => {
    setQuery('')
    const [whom] = await desk.keys.cardsOf([client])
    const holds = await holdsForLink(desk, record.contact, whom)
    // Safe contact was asked of whoever was there then.
    const card = await written(client, (known, told) => cardAfter(known, { ...told, safe: null }))
    await desk.call(contacts.link, { folder, client, as, ...holds, card: card?.doc ?? null })
    if (card) await desk.keys.keepCard(card.card)
    setAs(null)
    return say('record.linked')
  })
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).filter((card) => !record.links.some((one) => one.client === card.client)).map((card) => cardFound(card, locale))
  return (
    <Panel title={say('record.links')} name="contact.links">
      {record.links.length === 0 && <p>{say('record.none')}</p>}
      <ul className="list">
        {record.links.map((one) => {
          const card = record.cards.find(({ client: whom }) => whom === one.client)
          const called = card ? calledOf(card) : say('list.somebody')
          return (
            <li key={one.client + one.as}>
              <Row spread>
                <span><Link href={`/clients/${one.client}`}>{called}</Link> · {say(`as.${one.as}`)}</span>
                <Button kind="quiet" name="contact.unlink" busy={busy} label={`${say('record.unlink')}: ${called}`} onClick={() => void unlink(one)}>{say('record.unlink')}</Button>
              </Row>
            </li>
          )
        })}
      </ul>
      <div data-chrome>
        <Stack>
          <Choice name="contact.link.as" always label={say('as')} missing={[]} value={as} options={(['caller', 'about'] as const).map((value) => ({ value, label: say(`as.${value}`) }))} onChange={setAs} />
          <Finder name="contact.link" incomplete={useCardsComing()} label={say('record.link')} query={query} onQuery={setQuery} find={find} onPick={(found) => void link(found.id as ClientId)} />
        </Stack>
      </div>
    </Panel>
  )
}
