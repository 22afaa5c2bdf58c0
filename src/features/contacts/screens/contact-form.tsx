import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useAnswersAgain } from '../../../desk/answers-again.ts'
import { dropDraft, putCaret, useKeeping } from '../../../desk/drafts.ts'
import { leadToUnfit, leadToWrong, lookAt } from '../../../desk/lead.ts'
import type { Caret } from '../../../desk/drafts.ts'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { learnThese } from '../../../desk/live.ts'
import { useStayOpen } from '../../../desk/idle.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Field, Foot, Page, Panel, Row, Saved, Stack, SureButton, Choices, useKeys, useTell, useWords } from '../../../desk/ui/index.ts'
import { isPastDay } from '../../../shared/calendar.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { formatTime } from '../../../shared/words.ts'
import { assistance, channel, direction } from '../../../vocabulary/index.ts'
import { useOnCall } from '../../presence/screens/presence.tsx'
import { cardFlaws, composeContact, factsOf, wordsOf } from '../compose.ts'
import type { Save } from '../compose.ts'
import { whyNotPromise } from '../../institutions/rules.ts'
import { contacts } from '../contract.ts'
import { isSought, isUntouched, isWithoutKind, saysMoreThan, usuallyGiven } from '../draft.ts'
import type { ContactDraft, OnePress } from '../draft.ts'
import { AboutContact, AgreedBy, LateEntry } from './about.tsx'
import { Institutions } from './institutions.tsx'
import { Signs } from './signs.tsx'
import { Who } from './who.tsx'
import { contactWords } from './words.ts'

export type Change = (change: Partial<ContactDraft>) => void
export type Part = { readonly draft: ContactDraft; readonly change: Change }
type Given = { readonly id: RecordId; readonly begin: ContactDraft; readonly caret: Caret | null; readonly onSaved: () => void }

const onePress = {
  silent: { type: 'other', subtype: 'silent', outcome: 'no_need' },
  wrong_number: { type: 'other', subtype: 'wrong_number', outcome: 'no_need' },
  information: { type: 'preventive', subtype: 'information_education', outcome: 'informed' },
  prank: { type: 'other', subtype: 'prank', outcome: 'no_need' },
} as const satisfies Record<string, OnePress>

/** One page for a contact, whatever the channel. Every question can be skipped; nothing jumps while she types. */
export function ContactForm({ id, begin, caret, onSaved }: Given) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const { label, options } = useCodes()
  const plainly = usePlainly()
  const tell = useTell()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [draft, setDraft] = useState(begin)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  /** When a press got no answer, for as long as that is what she was told last. */
  const [unanswered, setUnanswered] = useState<number>()
  const [looked, setLooked] = useState(false)
  useStayOpen(true)
  useOnCall(!isUntouched(draft))
  const keeper = useKeeping(id, 'contact', draft, !isUntouched(draft), busy)
  const again = useAnswersAgain(keeper, draft)
  const newest = useRef(draft)
  newest.current = draft
  const sent = useRef<{ readonly of: ContactDraft; readonly save: Save } | undefined>(undefined)
  const change: Change = (some) => setDraft((now) => ({ ...now, ...some }))
  useEffect(() => {
    if (caret) putCaret(caret)
    else document.querySelector<HTMLElement>('[data-key="contact.who"]')?.focus()
  }, [caret])

  async function save(of: ContactDraft, said: string, then?: (folder: string) => void, byItself = false): Promise<void> {
    if (busy) return
    if (!byItself) again.stop()
    // One message at a time: what an earlier press was told is over.
    setError(undefined)
    setUnanswered(undefined)
    // The day is marked where it stands, and nothing is sent without one.
    if (!isPastDay(of.onDay)) return lookAt('contact.day')
    setLooked(true)
    if (of.query.trim()) return lookAt('contact.who')
    if (of.institutions.some(isSought)) return leadToWrong()
    if (of.institutions.some(isWithoutKind)) return lookAt('institution.kind')
    if (of.people.some((person) => Object.keys(cardFlaws(person)).length > 0) || of.institutions.some((one) => whyNotPromise(one, of.onDay))) return leadToWrong()
    if (leadToUnfit() || (await someGone(of))) return
    setBusy(true)
    let unheard = false
    try {
      // The same command is sent again until it is heard. Changed meanwhile, it is composed anew only when the first was not kept.
      if (sent.current && sent.current.of !== of && !(await isKept(sent.current.save.contact.folder))) sent.current = undefined
      sent.current ??= { of, save: await compose(of) }
      await keeper.sending(sent.current.save.contact.folder)
      await desk.call(contacts.save, sent.current.save)
      // What she wrote while it was on its way is hers to keep too, under what she pressed.
      const { type, subtype, need, outcome } = of
      const last = newest.current === draft ? of : { ...newest.current, type, subtype, need, outcome }
      if (sent.current.of !== last) await correct(sent.current.save, last)
      await keeper.done()
      // The last words were on their way beside the contact itself, and may have arrived after it.
      await dropDraft(desk, id).catch(() => undefined)
      await learnSaved(sent.current.save)
      await client.invalidateQueries({ queryKey: ['contacts'] })
      const { folder } = sent.current.save.contact
      tell(said)
      onSaved()
      if (then) return then(folder)
      go('/contacts')
    } catch (problem) {
      const known = problem instanceof Problem && !['not-ready', 'no-room', 'broken'].includes(problem.kind)
      if (known) sent.current = undefined
      if (problem instanceof Problem && problem.kind === 'changed-meanwhile') await desk.readCards()
      if (problem instanceof Problem && (problem.kind === 'out-of-order' || problem.kind === 'restricted')) await learnThese(desk, of.people.filter((person) => !person.isNew).map((person) => person.client)).catch(() => undefined)
      if (await someGone(of)) return
      setError(say('not-sent', { why: plainly(problem) }))
      unheard = problem instanceof Problem && problem.kind === 'not-ready'
      if (unheard) setUnanswered(Date.now())
    } finally {
      setBusy(false)
    }
    if (unheard && (await again.wait())) return save(of, said, then, true)
  }

  /** Somebody chosen here who is found here no longer: the call is kept without her, once more pressed, and nothing else of it is lost. */
  async function someGone(of: ContactDraft): Promise<boolean> {
    const known = of.people.filter((person) => !person.isNew)
    if (!known.length || desk.cards !== 'ready') return false
    const now = new Map(await Promise.all(known.map(async (person) => [person.client, (await desk.keys.cardsOf([person.client]))[0]?.client as typeof person.client | undefined] as const)))
    const gone = known.filter((person) => now.get(person.client) === undefined)
    const moved = known.some((person) => now.get(person.client) !== person.client)
    if (!moved) return false
    // Two records of hers that were joined meanwhile are one person here too.
    const people = of.people.flatMap((person) => (gone.includes(person) ? [] : [{ ...person, client: now.get(person.client) ?? person.client }]))
    change({ people: people.filter((person, at) => people.findIndex((one) => one.client === person.client) === at) })
    setError(gone.length ? say('people.gone', { count: gone.length }) : say('people.joined'))
    return true
  }

  /** An answer that never came says nothing: the contact may have been kept all the same. */
  async function isKept(folder: FolderId): Promise<boolean> {
    try {
      await desk.call(contacts.one, { folder })
      return true
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === 'not-found') return false
      throw problem
    }
  }

  /** It was kept as it stood before; what she wrote since becomes its next version. */
  async function correct({ contact: { folder }, doc }: Save, of: ContactDraft): Promise<void> {
    const now = new Date()
    const next = await desk.keys.sealDoc({ folder, id: doc.id, version: doc.version + 1, schema: doc.schema }, wordsOf(of, now))
    await desk.call(contacts.change, { ...factsOf(of, folder, now), version: 1, doc: next })
  }

  async function compose(of: ContactDraft): Promise<Save> {
    const known = await desk.keys.cardsOf(of.people.filter((person) => !person.isNew).map((person) => person.client))
    const places = { finders: desk.team('finders'), caseManagement: desk.team('case_management') }
    return composeContact(of, desk.keys, places, known, isUntouched(of) ? null : id, new Date())
  }

  /** Her card is found by the next keystroke, without reading all of them again. */
  async function learnSaved(save: Save) {
    const rows = save.newClients.map(({ id: made, card, doc }) => ({ client: made, key: card.key, hold: card.holds.find((hold) => hold.holder === desk.team('finders')) ?? card.holds[0]!, doc }))
    await desk.keys.learnCards(rows)
    for (const { client: whom, doc } of save.cards) {
      const [opened] = await desk.keys.openDocs([doc])
      if (opened?.content) await desk.keys.keepCard({ client: whom, folder: doc.folder, doc: doc.id, version: doc.version, words: opened.content as never })
    }
  }

  const press = (kind: keyof typeof onePress) => {
    void save({ ...draft, ...onePress[kind], need: null, outcome: draft.outcome ?? onePress[kind].outcome }, say('press.done', { what: say(`press.${kind}`) }))
  }
  /** In the finder of a contact that has only just begun, so that a silent call is three keys away. */
  const pressed = (Object.keys(onePress) as (keyof typeof onePress)[]).map((kind) => ({ id: kind, label: say('press.save', { what: say(`press.${kind}`) }), run: () => press(kind) }))
  const saveIt = () => void save(draft, say('saved'))
  const report = () => void save({ ...draft, type: 'trafficking', subtype: 'report', need: null, outcome: draft.outcome ?? 'report_taken' }, say('saved'), (folder) => go(`/report?contact=${folder}`))
  const openLate = () => {
    const fold = document.querySelector<HTMLElement>('[data-key="contact.late"]')?.closest('details')
    if (fold) fold.open = true
    fold?.querySelector<HTMLElement>('input:checked, input')?.focus()
  }
  useKeys([
    { key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: saveIt },
    ...(desk.may('situations:write') ? [{ key: 'Ctrl+Shift+Enter', physicalCode: 'Enter', ctrl: true, shift: true, label: say('report.key'), run: report }] : []),
    { key: 'E', physicalCode: 'KeyE', label: say('late'), run: openLate },
  ])

  const line = desk.house.lines.find((one) => one.id === draft.line)?.name ?? '–'
  return (
    <Page
      title={say('title')} focusTitle={false}
      over={say('over', { line, channel: label(channel, draft.channel), direction: label(direction, draft.direction) })}
      actions={<><span>{say('started', { time: formatTime(new Date(draft.startedAt)) })}</span><Saved {...keeper.keeping} /></>}
    >
      <div className="two contact">
        <Panel title={say('who')}><Who draft={draft} change={change} looked={looked} onePress={isUntouched(draft) ? pressed : []} /></Panel>
        <Panel title={say('words')}>
          <Stack>
            <Field name="contact.says" label={say('says')} lines={8} limit={200_000} value={draft.says} onChange={(says) => change({ says })} />
            <Field name="contact.agreed" label={say('agreed')} lines={2} limit={20_000} value={draft.agreed} onChange={(agreed) => change({ agreed })} />
            <AgreedBy draft={draft} change={change} />
            <Choices name="contact.given" label={say('given')} why={say('given.why')} options={options(assistance, [...usuallyGiven])} value={draft.given}
              onChange={(given) => change({ given: typeof given === 'string' ? [] : given })} />
            <Institutions draft={draft} change={change} looked={looked} />
            <Signs answers={draft.answers} onAnswers={(answers) => change({ answers })} />
          </Stack>
        </Panel>
        <Panel title={say('about')}>
          <Stack>
            <AboutContact draft={draft} change={change} />
            <LateEntry draft={draft} change={change} />
          </Stack>
        </Panel>
      </div>
      <Foot problem={unanswered && keeper.keeping.state === 'saved' && (keeper.keeping.at ?? 0) > unanswered ? say('answers-again') : error}>
        <Row>
          {(Object.keys(onePress) as (keyof typeof onePress)[]).map((kind) => (
            saysMoreThan(draft, onePress[kind])
              ? <SureButton key={kind} keeps name={`contact.press.${kind}`} sure={say('press.sure', { what: say(`press.${kind}`) })} onSure={() => press(kind)}>{say(`press.${kind}`)}</SureButton>
              : <Button key={kind} kind="quiet" name={`contact.press.${kind}`} onClick={() => press(kind)}>{say(`press.${kind}`)}</Button>
          ))}
          {!isUntouched(draft) && <SureButton name="contact.drop" sure={say('leave.sure')} onSure={() => void keeper.done().then(() => dropDraft(desk, id)).finally(() => { tell(say('leave.done')); go('/') })}>{say('leave')}</SureButton>}
        </Row>
        <Row>
          {desk.may('situations:write') && <Button name="contact.report" keys="Ctrl+Shift+Enter" onClick={report}>{say('report')}</Button>}
          <Button kind="primary" name="contact.save" keys="Ctrl+Enter" busy={busy} onClick={saveIt}>{say(busy ? 'saving' : 'save')}</Button>
        </Row>
      </Foot>
    </Page>
  )
}
