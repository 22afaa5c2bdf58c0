import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { newStory, storyOf } from '../../../desk/story-folder.ts'
import { Button, Foot, Loaded, Notice, Page, Panel, Saved, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { ClientId, FolderId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { contacts } from '../../contacts/contract.ts'
import { holdsForLink } from '../../../desk/link-holds.ts'
import { composeReport } from '../compose.ts'
import { situations } from '../contract.ts'
import { newReport, yearOfReport } from '../draft.ts'
import type { PersonInReport, ReportDraft } from '../draft.ts'
import { Happened } from './happened.tsx'
import { People, SameForAll } from './people.tsx'
import { situationWords } from './words.ts'

export type Part = { readonly draft: ReportDraft; readonly change: (some: Partial<ReportDraft>) => void }

/** From a call or from a client: who it happened to is there already. */
export default function ReportPage() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const [contact, client] = [search.get('contact') as FolderId | null, search.get('client') as ClientId | null]
  const query = useBegun(`report?${contact ? `contact=${contact}` : `client=${client ?? ''}`}`, async () => {
    const record = contact ? await desk.call(contacts.one, { folder: contact }) : undefined
    const all = [...new Set([...(record?.links.map((link) => link.client) ?? []), ...(client ? [client] : [])])]
    const cards = await desk.keys.cardsOf(all)
    const people = all.map((one): PersonInReport => {
      const card = cards.find((known) => known.client === one)
      return { client: one, isNew: false, code: card?.words.code ?? '', name: card ? calledOf(card) : '–' }
    })
    const onDay = record?.contact.onDay ?? null
    return { blank: newReport(people), more: { onDay } }
  })
  return <Loaded query={query} lines={10}>{({ begun, more }) => <ReportForm key={begun.id} begun={begun} contact={contact} onDay={more.onDay} />}</Loaded>
}

type Given = { readonly begun: Begun<ReportDraft>; readonly contact: FolderId | null; readonly onDay: string | null }

function ReportForm({ begun, contact, onDay }: Given) {
  const desk = useDesk()
  const say = useWords(situationWords)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { state: draft, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [missing, setMissing] = useState(false)

  async function compose(of: ReportDraft) {
    const places = { finders: desk.team('finders'), caseManagement: desk.team('case_management'), coordination: desk.team('coordination') }
    const storyFor = (person: PersonInReport) => (person.isNew ? newStory(desk) : storyOf(desk, person.client))
    const restricted = (await desk.keys.cardsOf(of.people.map((person) => person.client))).filter((card) => card.named)
    const closed = restricted[0] && { like: restricted[0].folder, named: [...new Set(restricted.flatMap((card) => card.named ?? []))] }
    const report = await composeReport(of, desk.keys, places, storyFor, contact, new Date(), closed)
    const links = contact ? await linksFor(of.people, contact) : []
    return async () => {
      await desk.call(situations.report, report)
      for (const link of links) await desk.call(contacts.link, await link())
      await desk.keys.learnCards(report.newClients.map(({ id, card, doc }) => ({ client: id, key: card.key, hold: card.holds.find((hold) => hold.holder === desk.team('finders')) ?? card.holds[0]!, doc })))
    }
  }
  /** Whoever is in the report and not yet of the call is spoken about in it; her helpers get the call with her. */
  async function linksFor(people: readonly PersonInReport[], folder: FolderId) {
    const record = await desk.call(contacts.one, { folder })
    await desk.keys.admit(record.served)
    const unlinked = people.filter((person) => !record.links.some((link) => link.client === person.client))
    // The restricted first: from then on the contact is for those named for any of them, and nobody is let in with the others. Each makes its
    // next key, so that it is made when the one before is there.
    const restricted = (await desk.keys.cardsOf(unlinked.map((person) => person.client))).filter((card) => card.named)
    const open = restricted.length || !unlinked.length ? { holds: [] } : await holdsForLink(desk, record.contact, undefined)
    const others = unlinked.filter(({ client }) => !restricted.some((card) => card.client === client))
    const link = (client: ClientId, holds: Awaited<ReturnType<typeof holdsForLink>>) => ({ folder, client, as: 'about' as const, ...holds })
    return [
      ...restricted.map((card) => once(async () => link(card.client as ClientId, await holdsForLink(desk, record.contact, card)))),
      ...others.map(({ client }) => once(async () => link(client, open))),
    ]
  }
  async function saveIt() {
    pressed()
    setMissing(true)
    if (!draft.people.length || draft.more.trim() || yearOfReport(draft, dayOf(new Date())) === 'wrong' || !(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['clients'] })
    tell(say('saved'))
    go(draft.people.length === 1 ? `/clients/${draft.people[0]?.client}` : '/clients')
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void saveIt() }])
  return (
    <Page title={say('title')} lead={say('lead')} actions={<Saved {...keeping} />}>
      {onDay && <Notice>{say('from', { day: formatDay(onDay, locale) })}</Notice>}
      <div className="two">
        <Panel title={say('people')}><People draft={draft} change={change} asked={missing} /></Panel>
        <Panel title={say('person.same')}><SameForAll draft={draft} change={change} /></Panel>
      </div>
      <Panel title={say('happened')}><Happened draft={draft} change={change} asked={missing} /></Panel>
      <Foot problem={error}><span /><Button kind="primary" name="report.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say(busy ? 'saving' : 'save')}</Button></Foot>
    </Page>
  )
}

/** Makes it when it is first asked for, and again only when that failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make().catch((problem: unknown) => {
    made = undefined
    throw problem
  }))
}
