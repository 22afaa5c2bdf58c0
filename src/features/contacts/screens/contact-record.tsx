import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { holdsForLink } from '../../../desk/link-holds.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { WrittenMeanwhile } from '../../../desk/written.tsx'
import { Button, Facts, Finder, Loaded, LinkButton, Notice, Page, Panel, PrintHeader, Row, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { ClientId, FolderId } from '../../../shared/ids.ts'
import { formatDay, formatTime } from '../../../shared/words.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { assistance, channel, contactOutcome, contactSubtype, contactType, contactor, direction, institutionKind, postFestumNeed, urgency } from '../../../vocabulary/index.ts'
import { contacts, contactWords as contactSealedWords } from '../contract.ts'
import { contactWords } from './words.ts'

/** One contact as it was taken: codes, words, whom it concerns. Opening it is one entry in the ledger. */
export default function ContactRecord() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const { folder } = useParams<{ folder: string }>()
  const query = useQuery({ queryKey: ['contacts', folder, desk.cards], retry: false, queryFn: () => open(folder as FolderId) })

  async function open(id: FolderId) {
    const record = await desk.call(contacts.one, { folder: id })
    await desk.keys.admit(record.served)
    const docs = await desk.keys.openDocs(record.served.docs)
    const cards = await desk.keys.cardsOf(record.links.map((link) => link.client))
    return { ...record, docs, cards }
  }
  return <Loaded query={query} lines={10} failed={() => say('record.closed')}>{(record) => <><WrittenMeanwhile id={folder} onShow={() => void query.refetch()} /><Opened record={record} /></>}</Loaded>
}

type Opened = OutputOf<typeof contacts.one> & { readonly docs: readonly OpenedDoc[]; readonly cards: readonly OpenCard[] }

function Opened({ record }: { readonly record: Opened }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { label } = useCodes()
  const { contact } = record
  const doc = record.docs.filter((one) => one.schema.startsWith('contact/')).sort((one, other) => other.version - one.version)[0]
  const words = contactSealedWords.safeParse(doc?.content).data
  const facts = [
    { label: say('type'), value: label(contactType, contact.type) },
    { label: say('subtype'), value: label(contactSubtype, contact.subtype) },
    ...(contact.need ? [{ label: say('need'), value: label(postFestumNeed, contact.need) }] : []),
    { label: say('outcome'), value: label(contactOutcome, contact.outcome) },
    { label: say('urgency'), value: label(urgency, contact.urgency) },
    ...(words ? [{ label: say('contactor'), value: label(contactor, words.contactor) }] : []),
    ...(words?.number ? [{ label: say('number'), value: words.number }] : []),
    ...(record.services.length ? [{ label: say('record.services'), value: record.services.map((one) => label(assistance, one.kind)).join(', ') }] : []),
    ...record.institutionContacts.map((one) => ({ label: say('institution'), value: label(institutionKind, one.kind) })),
  ]
  return (
    <Page
      title={formatDay(contact.onDay, locale)}
      over={say('record.over', { day: words ? formatTime(new Date(words.startedAt)) : '', channel: label(channel, contact.channel), direction: label(direction, contact.direction) })}
      actions={<>
        {desk.may('ledger:read') && <LinkButton kind="quiet" href={`/ledger?folder=${contact.folder}`} name="contact.looked">{say('record.looked')}</LinkButton>}
        <LinkButton href={`/correct?contact=${contact.folder}`} name="contact.correct">{say('correct')}</LinkButton>
        {desk.may('situations:write') && <LinkButton href={`/report?contact=${contact.folder}`} name="contact.to-report">{say('record.report')}</LinkButton>}
      </>}
    >
      <PrintHeader title={formatDay(contact.onDay, locale)} printedBy={desk.me.shown} />
      {doc && !doc.quarantined && !words && <Notice kind="problem">{say('record.cannot-read')}</Notice>}
      {doc?.quarantined && <Notice kind="problem">{say('record.cannot-open', { reason: doc.quarantined })}</Notice>}
      <div className="two">
        <Panel title={say('words')}>
          {words && <p className="pre" data-key="contact.says">{words.says || '–'}</p>}
          {words?.agreed && <><h3>{say('agreed')}</h3><p className="pre">{words.agreed}</p></>}
        </Panel>
        <Panel title={say('about')}><Facts facts={facts} /></Panel>
      </div>
      <Links record={record} />
    </Page>
  )
}

function Links({ record }: { readonly record: Opened }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const [query, setQuery] = useState('')
  const { folder } = record.contact
  const refresh = () => client.invalidateQueries({ queryKey: ['contacts', folder] })
  async function unlink(link: Opened['links'][number]) {
    const named = (of: readonly Opened['links'][number][]) => record.cards.some((card) => card.named && of.some((one) => one.client === card.client))
    const others = record.links.filter((one) => one.client !== link.client)
    try {
      // A wrong link to a restricted client: the team that took the call has it again.
      const gives = named([link]) && !named(others) && others.length + 1 >= record.links.length ? await desk.keys.give(folder, [record.contact.team], record.contact.onDay) : []
      await desk.call(contacts.unlink, { folder, ...link, gives })
      tell(say('record.unlinked'))
    } catch (problem) {
      tell(plainly(problem))
    }
    await refresh()
  }
  async function link(whom: ClientId) {
    setQuery('')
    try {
      const [card] = await desk.keys.cardsOf([whom])
      await desk.call(contacts.link, { folder, client: whom, as: record.links.some((one) => one.as === 'caller') ? 'about' : 'caller', ...(await holdsForLink(desk, record.contact, card)) })
      tell(say('record.linked'))
    } catch (problem) {
      tell(plainly(problem))
    }
    await refresh()
  }
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).filter((card) => !record.links.some((one) => one.client === card.client)).map((card) => cardFound(card, locale))
  return (
    <Panel title={say('record.links')} name="contact.links">
      {record.links.length === 0 && <p>{say('record.none')}</p>}
      <ul className="list">
        {record.links.map((one) => {
          const card = record.cards.find(({ client: whom }) => whom === one.client)
          const called = card ? calledOf(card) : '–'
          return (
            <li key={one.client + one.as}>
              <Row spread>
                <span><Link href={`/clients/${one.client}`}>{called}</Link> · {say(`as.${one.as}`)}</span>
                <Button kind="quiet" name="contact.unlink" label={`${say('record.unlink')}: ${called}`} onClick={() => void unlink(one)}>{say('record.unlink')}</Button>
              </Row>
            </li>
          )
        })}
      </ul>
      <Finder name="contact.link" incomplete={useCardsComing()} label={say('record.link')} query={query} onQuery={setQuery} find={find} onPick={(found) => void link(found.id as ClientId)} />
    </Panel>
  )
}
