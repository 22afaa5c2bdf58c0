import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { lookAt } from '../../../desk/lead.ts'
import { useDesk } from '../../../desk/session.tsx'
import { storyOf } from '../../../desk/story-folder.ts'
import { Button, DateField, Field, Finder, Foot, Loaded, Page, Row, Saved, Skeleton, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isPastDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, FolderId } from '../../../shared/ids.ts'
import { dictionary, formatDay } from '../../../shared/words.ts'
import { contacts } from '../../contacts/contract.ts'
import { isSought, newInstitution } from '../../contacts/draft.ts'
import type { InstitutionOnContact } from '../../contacts/draft.ts'
import { InstitutionFields } from '../../contacts/screens/institutions.tsx'
import { titleOf } from '../../directory/rules.ts'
import { useDirectory } from '../../directory/screens/directory.ts'
import type { Directory } from '../../directory/screens/directory.ts'
import { institutions } from '../contract.ts'
import { usualTopic, whyNotPromise } from '../rules.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)

type Kind = NonNullable<InstitutionOnContact['kind']>
type State = { readonly client: ClientId | null; readonly one: InstitutionOnContact; readonly onDay: string }

/** In under ten seconds: with whom, about what; the rest stands there already and can be changed. */
export default function InstitutionContact() {
  const [search] = useSearchParams()
  const wanted = search.get('institution')
  const read = useDirectory()
  if (wanted && read.isPending) return <Skeleton lines={8} />
  return <Begin key={search.toString().replace(/&?draft=[^&]*/, '')} search={search} directory={read.data} />
}

function Begin({ search, directory }: { readonly search: URLSearchParams; readonly directory: Directory | undefined }) {
  const client = search.get('client') as ClientId | null
  const [wanted, person] = [search.get('institution'), search.get('person')]
  const contact = contactIn(search)
  const named = [client && `client=${client}`, wanted && `institution=${wanted}`, person && `person=${person}`, contact && `contact=${contact.folder}&day=${contact.onDay}`].filter(Boolean).join('&')
  const [again, setAgain] = useState(0)
  const query = useBegun(named ? `institutions?${named}` : 'institutions', async () => {
    const one = { ...newInstitution(), topic: usualTopic(Boolean(client ?? contact)), ...spokenTo(directory, wanted, person) }
    const blank: State = { client, one, onDay: contact?.onDay ?? dayOf(new Date()) }
    return { blank, more: {} }
  })
  return <Loaded query={query} lines={8}>{({ begun }) => <Form key={`${begun.id}${again}`} contact={contact} begun={again ? { ...begun, id: newId<'record'>(), state: { ...begun.state, one: { ...newInstitution(), topic: usualTopic(false) } }, caret: null } : begun} onAgain={() => setAgain((was) => was + 1)} />}</Loaded>
}

type Of = { readonly folder: FolderId; readonly onDay: string }

/** A saved contact because of which they were spoken to: then it goes with that one, on its day. */
function contactIn(search: URLSearchParams): Of | undefined {
  const [folder, onDay] = [search.get('contact'), search.get('day') ?? '']
  return folder && isPastDay(onDay) ? { folder: folder as FolderId, onDay } : undefined
}

/** As the directory has it; nothing where it does not. */
function spokenTo(directory: Directory | undefined, wanted: string | null, person: string | null): Partial<InstitutionOnContact> {
  const one = wanted === null ? undefined : directory?.institutions.get(wanted)
  if (!one) return {}
  const whom = (directory?.people.get(one.id) ?? []).find(({ id }) => id === person)
  return { institution: one.id, person: whom?.id ?? null, called: titleOf(one), kind: one.kind, ...(whom && { withWhom: [whom.name, whom.role].filter(Boolean).join(', ') }) }
}

function Form({ begun, contact, onAgain }: { readonly begun: Begun<State>; readonly contact: Of | undefined; readonly onAgain: () => void }) {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { state: { client, one, onDay }, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [query, setQuery] = useState('')
  const [missing, setMissing] = useState(false)
  const card = useQuery({ queryKey: ['card', client], enabled: client !== null, queryFn: async () => (await desk.keys.cardsOf([client ?? '']))[0] ?? null })
  const coming = useCardsComing()
  const mayFind = desk.may('clients:find')
  const put = (some: Partial<InstitutionOnContact>) => change({ one: { ...one, ...some } })

  useEffect(() => {
    if (!begun.caret) document.querySelector<HTMLElement>('[data-key="institution.find"]')?.focus()
  }, [begun.caret])

  async function saveIt() {
    pressed()
    setMissing(true)
    if (isSought(one)) return lookAt('institution.find')
    if (query.trim()) return lookAt('institution.client')
    const { kind } = one
    if (kind === null || !isPastDay(onDay) || whyNotPromise(one, onDay) || !(await save((of) => (contact ? addedTo(contact, of, kind) : recorded(of, kind))))) return
    await Promise.all(['clients', 'institution-contacts', ...(contact ? ['contacts'] : [])].map((of) => queries.invalidateQueries({ queryKey: [of] })))
    tell(say('saved'))
    if (contact) return go(`/contacts/${contact.folder}`)
    if (client) return go(`/clients/${client}`)
    onAgain()
  }
  async function recorded(of: State, kind: Kind): Promise<() => Promise<unknown>> {
    const team = desk.mine[0] ?? desk.team('coordination')
    const made = of.client ? await storyOf(desk, of.client) : { newFolder: await desk.keys.makeFolder('story', [team], of.onDay) }
    const folder = 'folder' in made ? made.folder : made.newFolder.id
    const command = { ...(await composed(of, kind, folder)), team, onDay: of.onDay, newFolder: made.newFolder }
    return () => desk.call(institutions.record, command)
  }
  async function addedTo({ folder }: Of, of: State, kind: Kind): Promise<() => Promise<unknown>> {
    const command = await composed(of, kind, folder)
    return () => desk.call(contacts.addInstitution, command)
  }
  async function composed({ client: whom, one: { id, topic, channel, direction, kind: _, sought: __, ...spoken } }: State, kind: Kind, folder: FolderId) {
    const doc = await desk.keys.sealDoc({ folder, id: newId(), version: 1, schema: 'institution-contact/1' }, { ...spoken, of: id })
    return { id, client: whom, kind, topic, channel, direction, folder, doc }
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void saveIt() }])
  return (
    <Page title={say('title')} lead={say('lead')} focusTitle={false} actions={<Saved {...keeping} />}>
      <Stack>
        <InstitutionFields one={one} onDay={onDay} onChange={put} looked={missing} error={missing && one.kind === null ? say('kind.needed') : undefined} />
        {mayFind && !client && !contact && (
          <Finder name="institution.client" incomplete={coming} label={say('client')} hint={say('client.hint')} error={missing && query.trim() ? say('client.left', { name: query.trim() }) : undefined} query={query} onQuery={setQuery}
            find={async (text) => (await desk.keys.findCards(text, 8)).map((found) => cardFound(found, locale))} onPick={(found) => { setQuery(''); change({ client: found.id as ClientId, one: { ...one, topic: usualTopic(true) } }) }} />
        )}
        {client && (
          <Row><strong data-key="institution.for">{say('client.chosen', { name: card.data ? calledOf(card.data) : '…' })}</strong>
            <Button kind="quiet" name="institution.nobody" onClick={() => change({ client: null, one: one.topic === usualTopic(true) ? { ...one, topic: usualTopic(false) } : one })}>{say('client.nobody')}</Button></Row>
        )}
        <Field name="institution.said" label={say('said')} lines={2} value={one.said} onChange={(said) => put({ said })} limit={20_000} />
        {contact
          ? <p data-key="institution.with-contact">{say('with-contact', { day: formatDay(contact.onDay, locale) })}</p>
          : <DateField name="institution.day" label={say('day')} value={onDay} to={dayOf(new Date())} needed={missing ? 'now' : 'when-left'} onChange={(next) => change({ onDay: next ?? '' })} />}
      </Stack>
      <Foot problem={error}><span /><Button kind="primary" name="institution.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say('save')}</Button></Foot>
    </Page>
  )
}
