import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { lookAt } from '../../../desk/lead.ts'
import { differing } from '../../../desk/decide-rules.ts'
import type { Side } from '../../../desk/decide-rules.ts'
import { Decide, otherWriter } from '../../../desk/decide.tsx'
import type { OtherWriter } from '../../../desk/decide.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useClosed } from '../../../desk/closed.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Field, Foot, Loaded, Page, Panel, Saved, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, FolderId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import type { Told } from '../../clients/card-rules.ts'
import { factsOf, wordsOf } from '../compose.ts'
import { contacts, contactWords as sealedWords } from '../contract.ts'
import { draftOf } from '../draft.ts'
import type { ContactDraft } from '../draft.ts'
import { AboutContact, AgreedBy, LateEntry } from './about.tsx'
import { merged, useQuestions } from './differences.ts'
import { bringCardAlong } from './her-card.ts'
import { Signs } from './signs.tsx'
import { contactWords } from './words.ts'

/** What she began with; kept with her words, so that a version that came meanwhile is seen however late she comes back. */
type Version = { readonly facts: number; readonly doc: string; readonly docVersion: number; readonly onDay: string; readonly draft: ContactDraft; /** Whom it concerns. */ readonly clients?: readonly ClientId[] }
type State = ContactDraft & { readonly base: Version; readonly decide: boolean }
type Other = Version & { readonly by: OtherWriter }

/** The contact as it stands, read and opened anew. */
async function standing(desk: OpenDesk, folder: FolderId): Promise<Other> {
  const record = await desk.call(contacts.one, { folder })
  await desk.keys.admit(record.served)
  const docs = await desk.keys.openDocs(record.served.docs.filter((doc) => doc.schema.startsWith('contact/')))
  const [doc] = docs.filter((one) => one.content !== undefined).toSorted((one, other) => other.version - one.version)
  const words = sealedWords.safeParse(doc?.content).data
  return {
    facts: record.contact.version, doc: doc?.id ?? newId(), docVersion: doc?.version ?? 0, onDay: record.contact.onDay,
    draft: draftOf(record.contact, words), clients: [...new Set(record.links.map((link) => link.client))], by: await otherWriter(desk, folder, doc?.author ?? ''),
  }
}

/** What was taken down wrong, put right: codes and words. Every version of the words stays in the folder. */
export default function CorrectContact() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const [search] = useSearchParams()
  const folder = search.get('contact') as FolderId
  const query = useBegun<State, { other: Other | undefined }>(`correct?contact=${folder}`, async () => {
    const { by: _, ...base } = await standing(desk, folder)
    return { blank: { ...base.draft, base, decide: false }, more: { other: undefined } }
  }, async (state) => {
    const now = await standing(desk, folder)
    return now.facts > state.base.facts || now.docVersion > state.base.docVersion ? { other: now } : undefined
  })
  const closed = useClosed(say('record.closed'))
  return <Loaded query={query} lines={10} failed={closed}>{({ begun, more }) => <Form key={begun.id} begun={begun} folder={folder} first={more.other} />}</Loaded>
}

type Given = { readonly begun: Begun<State>; readonly folder: FolderId; readonly first: Other | undefined }

function Form({ begun, folder, first }: Given) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { state: draft, change, busy, error, pressed, keeping, save } = useKeptForm(begun)

  const [other, setOther] = useState(first)
  const questions = useQuestions()

  const compose = async ({ base, decide: _, ...of }: State) => {
    const now = new Date()
    const doc = await desk.keys.sealDoc({ folder, id: base.doc, version: base.docVersion + 1, schema: 'contact/1' }, wordsOf(of, now))
    const command = { ...factsOf(of, folder, now), version: base.facts, doc }
    return () => desk.call(contacts.change, command)
  }
  async function saveIt(of: State = draft) {
    pressed()
    if (!isPastDay(of.onDay)) return lookAt('contact.day')
    const saved = await save(compose, of, async () => {
      setOther(await standing(desk, folder))
      change({ decide: true })
    })
    if (!saved) return
    const told = ({ onDay, agreed, agreedBy }: ContactDraft): Told => ({ folder, onDay, agreed, agreedBy, safe: null })
    // The contact is saved already; a card that cannot be written now takes it in with her next contact.
    for (const client of of.base.clients ?? []) await bringCardAlong(desk, client, told(of.base.draft), told(of)).catch(() => undefined)
    for (const key of ['contacts', 'clients', 'agreed']) await queries.invalidateQueries({ queryKey: [key] })
    tell(say('correct.saved'))
    go(`/contacts/${folder}`)
  }
  /** On top of the other's version: hers where she decided so. */
  function decided(sides: Readonly<Record<string, Side>>, { by: _, ...theirs }: Other) {
    const of: State = { ...merged(draft, theirs.draft, sides), base: theirs, decide: draft.decide }
    change(of)
    void saveIt(of)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('correct.save'), run: () => { if (!other) void saveIt() } }])
  if (other) {
    return (
      <Page title={say('correct')} over={formatDay(other.onDay, locale)} actions={<Saved {...keeping} />}>
        <Decide fields={differing(questions(draft, other.draft, draft.base.draft))} other={other.by} busy={busy} problem={error} onDecided={(sides) => decided(sides, other)} />
      </Page>
    )
  }
  return (
    <Page title={say('correct')} over={formatDay(draft.base.onDay, locale)} lead={say('correct.lead')} actions={<Saved {...keeping} />}>
      <div className="two">
        <Panel title={say('about')}>
          <Stack>
            <AboutContact draft={draft} change={change} />
            <LateEntry draft={draft} change={change} open />
          </Stack>
        </Panel>
        <Panel title={say('words')}>
          <Stack>
            <Field name="contact.says" label={say('says')} lines={8} limit={200_000} value={draft.says} onChange={(says) => change({ says })} />
            <Field name="contact.agreed" label={say('agreed')} lines={2} limit={20_000} value={draft.agreed} onChange={(agreed) => change({ agreed })} />
            <AgreedBy draft={draft} change={change} />
            <Signs answers={draft.answers} onAnswers={(answers) => change({ answers })} />
          </Stack>
        </Panel>
      </div>
      <Foot problem={error}><span /><Button kind="primary" name="correct.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say(busy ? 'saving' : 'correct.save')}</Button></Foot>
    </Page>
  )
}
