import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Field, Foot, Loaded, Notice, Page, Saved, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { events } from '../contract.ts'
import type { EventPage } from '../contract.ts'
import { readEvent } from './read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

type State = Omit<EventPage, 'open'> & { readonly open: 'yes' | 'no' }

/** Random, so that nobody finds one page by another's address. */
const newSlug = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => 'abcdefghijkmnpqrstuvwxyz23456789'[byte % 32]).join('')

/** What anybody may read. Everything here leaves the house as it is written. */
export default function PublicForm() {
  const desk = useDesk()
  const locale = useLocale()
  const [search] = useSearchParams()
  const folder = search.get('event') as FolderId
  const query = useBegun<State, { event: OpenEvent }>(`prevention/page?event=${folder}`, async () => {
    const [{ event }, { page }] = await Promise.all([readEvent(desk, folder), desk.call(events.page, { folder })])
    const fresh: State = { slug: newSlug(), open: 'yes', locale, title: event.words?.title ?? '', said: '', where: event.words?.where ?? '', contact: '' }
    return { blank: page ? { ...page, open: page.open ? 'yes' : 'no' } : fresh, more: { event } }
  })
  return <Loaded query={query} lines={8}>{({ begun, more }) => <Form key={begun.id} begun={begun} event={more.event} />}</Loaded>
}

function Form({ begun, event }: { readonly begun: Begun<State>; readonly event: OpenEvent }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  async function keep() {
    pressed()
    setAsked(true)
    if (!state.title.trim() || !state.contact.trim()) return
    if (!(await save(async (of) => () => desk.call(events.putPage, { ...of, folder: event.folder, open: of.open === 'yes' })))) return
    await queries.invalidateQueries({ queryKey: ['events', event.folder] })
    tell(say('public.saved'))
    go(`/events/${event.folder}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('public.save'), run: () => void keep() }])
  return (
    <Page title={say('public')} over={[event.words?.title, formatDay(event.onDay, locale)].filter(Boolean).join(', ')} actions={<Saved {...keeping} />}>
      <Stack>
        <Notice kind="decision" title={say('public.decide')}>{say('public.decide.words')}</Notice>
        <Field name="public.title" label={say('public.title')} value={state.title} limit={200} onChange={(title) => change({ title })} error={asked && !state.title.trim() ? say('title.needed') : undefined} />
        <Field name="public.said" label={say('public.said')} lines={3} value={state.said} limit={4000} onChange={(said) => change({ said })} />
        <Field name="public.where" label={say('where')} value={state.where} limit={300} onChange={(where) => change({ where })} />
        <Field name="public.contact" label={say('public.contact')} hint={say('public.contact.hint')} value={state.contact} limit={300} onChange={(contact) => change({ contact })} error={asked && !state.contact.trim() ? say('public.contact.needed') : undefined} />
        <Choice name="public.open" always label={say('public.registering')} missing={[]} value={state.open} options={[{ value: 'yes', label: say('public.registering.yes') }, { value: 'no', label: say('public.registering.no') }]} onChange={(open) => open && change({ open })} />
        <Choice name="public.locale" always label={say('public.locale')} missing={[]} value={state.locale} options={[{ value: 'sr-Cyrl', label: 'ћирилица' }, { value: 'sr-Latn', label: 'latinica' }, { value: 'en', label: 'English' }]} onChange={(locale) => locale && change({ locale })} />
      </Stack>
      <Foot problem={error}><span /><Button kind="primary" name="public.save" keys="Ctrl+Enter" busy={busy} onClick={() => void keep()}>{say('public.save')}</Button></Foot>
    </Page>
  )
}
