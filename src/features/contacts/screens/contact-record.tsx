import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { whileCardsCome } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { useClosed } from '../../../desk/closed.ts'
import { useDesk, whileSlowed } from '../../../desk/session.tsx'
import { WrittenMeanwhile } from '../../../desk/written.tsx'
import { Facts, Loaded, LinkButton, Notice, Page, Panel, PrintHeader, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { channel, coverage, direction } from '../../../vocabulary/index.ts'
import { contacts, contactWords as contactSealedWords } from '../contract.ts'
import { draftOf } from '../draft.ts'
import { useAnswers } from './differences.ts'
import { hourOf } from './hour.ts'
import { Given } from './record-given.tsx'
import { History } from './record-history.tsx'
import { Institutions } from './record-institutions.tsx'
import { Links } from './record-links.tsx'
import { contactWords } from './words.ts'

/** One contact as it was taken: codes, words, whom it concerns. Opening it is one entry in the ledger. */
export default function ContactRecord() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const { folder } = useParams<{ folder: string }>()
  const query = useQuery({ queryKey: ['contacts', folder, desk.cards], ...whileSlowed, placeholderData: whileCardsCome(folder), queryFn: () => open(folder as FolderId) })

  const closed = useClosed(say('record.closed'))

  async function open(id: FolderId) {
    const record = await desk.call(contacts.one, { folder: id })
    await desk.keys.admit(record.served)
    const docs = await desk.keys.openDocs(record.served.docs)
    const cards = await desk.keys.cardsOf(record.links.map((link) => link.client))
    return { ...record, docs, cards }
  }
  return <Loaded query={query} lines={10} failed={closed}>{(record) => <><WrittenMeanwhile id={folder} onShow={() => void query.refetch()} /><Whole record={record} /></>}</Loaded>
}

export type Opened = OutputOf<typeof contacts.one> & { readonly docs: readonly OpenedDoc[]; readonly cards: readonly OpenCard[] }

/** Answered beside the words, not among the facts. */
const inWords = ['says', 'agreed', 'answers', 'channel', 'onDay']

function Whole({ record }: { readonly record: Opened }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { label } = useCodes()
  const answers = useAnswers()
  const { contact } = record
  const doc = record.docs.filter((one) => one.schema.startsWith('contact/')).sort((one, other) => other.version - one.version)[0]
  const words = contactSealedWords.safeParse(doc?.content).data
  const all = answers(draftOf(contact, words))
  const answered = (key: string) => all.find((one) => one.key === key)?.text ?? ''
  const taker = record.served.keys.find((key) => key.gen === 1)?.by
  const hours = [hourOf(contact, words?.startedAt), hourOf(contact, words?.endedAt)].filter(Boolean)
  const facts = [
    ...all.filter(({ key, text }) => !inWords.includes(key) && text && text !== '–').map(({ label: what, text, key }) => ({ label: what, value: text, name: `record.${key}` })),
    { label: say('late.day'), value: answered('onDay'), name: 'record.day' },
    ...(hours.length ? [{ label: say('record.time'), value: hours.join('–'), name: 'record.time' }] : []),
    { label: say('channel'), value: answered('channel'), name: 'record.channel' },
    { label: say('record.taken-by'), value: taker ? desk.memberShown(taker) : '–', name: 'record.taken-by' },
    ...(doc && doc.version > 1 ? [{ label: say('record.corrected-by'), value: desk.memberShown(doc.author), name: 'record.corrected-by' }] : []),
  ]
  const { safe } = words ?? {}
  const asked = coverage(words?.screening?.answers ?? {})
  return (
    <Page
      title={formatDay(contact.onDay, locale)}
      over={[hours[0], label(channel, contact.channel), label(direction, contact.direction)].filter(Boolean).join(' · ')}
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
          <Stack>
            {words && <p className="pre" data-key="contact.says">{words.says || say('record.no-words')}</p>}
            {answered('agreed') && <Stack tight><h3>{say('agreed')}</h3><p className="pre" data-key="record.agreed">{answered('agreed')}</p></Stack>}
            {safe && safe.ok !== 'not_asked' && (
              <div>
                <h3>{say('person.safe')}</h3>
                <p data-key="record.safe">{[safe.ok === 'yes' || safe.ok === 'no' ? say(`safe.${safe.ok}`) : say(`missing.${safe.ok}`), safe.hours, safe.ask, safe.say, safe.codeWord].filter(Boolean).join(' · ')}</p>
              </div>
            )}
            {asked.asked > 0 && <div><h3>{say('signs')} ({say('signs.asked', asked)})</h3><p className="pre" data-key="record.signs">{answered('answers')}</p></div>}
          </Stack>
        </Panel>
        <Panel title={say('about')}><Facts facts={facts} /></Panel>
      </div>
      <Given record={record} />
      <Institutions record={record} />
      <Links record={record} words={words} />
      <History contact={contact} corrected={(doc?.version ?? 1) - 1} />
    </Page>
  )
}
