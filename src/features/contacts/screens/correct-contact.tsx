import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useSearchParams } from 'wouter'
import { lookAt } from '../../../desk/drafts.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Field, Foot, Loaded, Notice, Page, Panel, Saved, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { factsOf, wordsOf } from '../compose.ts'
import { contacts, contactWords as sealedWords } from '../contract.ts'
import { draftOf } from '../draft.ts'
import type { ContactDraft } from '../draft.ts'
import { AboutContact, AgreedBy, LateEntry } from './about.tsx'
import { Signs } from './signs.tsx'
import { contactWords } from './words.ts'

type Version = { readonly facts: number; readonly doc: string; readonly docVersion: number; readonly onDay: string }

/** What was taken down wrong, put right: codes and words. Every version of the words stays in the folder. */
export default function CorrectContact() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const [search] = useSearchParams()
  const folder = search.get('contact') as FolderId
  const query = useBegun(`correct?contact=${folder}`, async () => {
    const record = await desk.call(contacts.one, { folder })
    await desk.keys.admit(record.served)
    const docs = await desk.keys.openDocs(record.served.docs.filter((doc) => doc.schema.startsWith('contact/')))
    const [doc] = docs.filter((one) => one.content !== undefined).toSorted((one, other) => other.version - one.version)
    const words = sealedWords.safeParse(doc?.content).data
    const version: Version = { facts: record.contact.version, doc: doc?.id ?? newId(), docVersion: doc?.version ?? 0, onDay: record.contact.onDay }
    return { blank: draftOf(record.contact, words), more: { version } }
  })
  return <Loaded query={query} lines={10} failed={() => say('record.closed')}>{({ begun, more }) => <Form key={begun.id} begun={begun} folder={folder} version={more.version} />}</Loaded>
}

type Given = { readonly begun: Begun<ContactDraft>; readonly folder: FolderId; readonly version: Version }

function Form({ begun, folder, version }: Given) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { state: draft, change, busy, error, keeping, save } = useKeptForm(begun)

  async function compose(of: ContactDraft) {
    const now = new Date()
    const doc = await desk.keys.sealDoc({ folder, id: version.doc, version: version.docVersion + 1, schema: 'contact/1' }, wordsOf(of, now))
    const command = { ...factsOf(of, folder, now), version: version.facts, doc }
    return () => desk.call(contacts.change, command)
  }
  async function saveIt() {
    if (!isPastDay(draft.onDay)) return lookAt('contact.day')
    if (!(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['contacts'] })
    tell(say('correct.saved'))
    go(`/contacts/${folder}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('correct.save'), run: () => void saveIt() }])
  return (
    <Page title={say('correct')} over={formatDay(version.onDay, locale)} lead={say('correct.lead')} actions={<Saved {...keeping} />}>
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
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Foot><span /><Button kind="primary" name="correct.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say(busy ? 'saving' : 'correct.save')}</Button></Foot>
    </Page>
  )
}
