import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { calledOf, cardFound } from '../../../desk/cards.ts'
import { useStayOpen } from '../../../desk/idle.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { storyOf } from '../../../desk/story-folder.ts'
import { Button, DateField, Field, Finder, Foot, Notice, Page, Row, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { SentTo } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { dictionary } from '../../../shared/words.ts'
import { newInstitution } from '../../contacts/draft.ts'
import type { InstitutionOnContact } from '../../contacts/draft.ts'
import { InstitutionFields } from '../../contacts/screens/institutions.tsx'
import { institutions } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)

/** In under ten seconds: with whom, about what; the rest stands there already and can be changed. */
export default function InstitutionContact() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const plainly = usePlainly()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const [client, setClient] = useState(search.get('client'))
  const [one, setOne] = useState<InstitutionOnContact>(() => ({ ...newInstitution(), topic: search.get('client') ? 'assistance' : 'cooperation' }))
  const [onDay, setOnDay] = useState(dayOf(new Date()))
  const [query, setQuery] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const sent = useRef<{ readonly of: string; readonly command: SentTo<typeof institutions.record> } | undefined>(undefined)
  const card = useQuery({ queryKey: ['card', client], enabled: client !== null, queryFn: async () => (await desk.keys.cardsOf([client ?? '']))[0] ?? null })
  useStayOpen(Boolean(one.said || one.withWhom || one.promise))
  const mayFind = desk.may('clients:find')

  async function save() {
    setMissing(true)
    if (one.kind === null || busy) return
    setBusy(true)
    setError(undefined)
    try {
      const of = JSON.stringify([client, one, onDay])
      if (sent.current?.of !== of) sent.current = { of, command: await compose(one, one.kind) }
      await desk.call(institutions.record, sent.current.command)
      await queries.invalidateQueries({ queryKey: ['clients'] })
      tell(say('saved'))
      if (client) return go(`/clients/${client}`)
      setOne(newInstitution())
      setMissing(false)
    } catch (problem) {
      setError(say('not-sent', { why: plainly(problem) }))
    } finally {
      setBusy(false)
    }
  }
  async function compose({ id, topic, channel, direction, ...sealed }: InstitutionOnContact, kind: NonNullable<InstitutionOnContact['kind']>): Promise<SentTo<typeof institutions.record>> {
    const whom = client as ClientId | null
    const team = desk.mine[0] ?? desk.team('coordination')
    const made = whom ? await storyOf(desk, whom) : { newFolder: await desk.keys.makeFolder('story', [team], onDay) }
    const folder = 'folder' in made ? made.folder : made.newFolder.id
    const { kind: _, ...spoken } = sealed
    const doc = await desk.keys.sealDoc({ folder, id: newId(), version: 1, schema: 'institution-contact/1' }, { ...spoken, of: id })
    return { id, client: whom, team, kind, topic, channel, direction, onDay, folder, newFolder: made.newFolder, doc }
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void save() }])
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Stack>
        {mayFind && !client && (
          <Finder name="institution.client" label={say('client')} hint={say('client.hint')} query={query} onQuery={setQuery}
            find={async (text) => (await desk.keys.findCards(text, 8)).map((found) => cardFound(found, locale))} onPick={(found) => { setClient(found.id); setOne((was) => ({ ...was, topic: 'assistance' })) }} />
        )}
        {client && (
          <Row><strong data-key="institution.for">{say('client.chosen', { name: card.data ? calledOf(card.data) : '…' })}</strong>
            <Button kind="quiet" name="institution.nobody" onClick={() => setClient(null)}>{say('client.nobody')}</Button></Row>
        )}
        <InstitutionFields one={one} onChange={(some) => setOne((was) => ({ ...was, ...some }))} error={missing && one.kind === null ? say('kind.needed') : undefined} />
        <Field name="institution.said" label={say('said')} lines={2} value={one.said} onChange={(said) => setOne((was) => ({ ...was, said }))} limit={20_000} />
        <DateField name="institution.day" label={say('day')} value={onDay} to={dayOf(new Date())} onChange={(next) => setOnDay(next ?? dayOf(new Date()))} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
      <Foot><span /><Button kind="primary" name="institution.save" keys="Ctrl+Enter" busy={busy} onClick={() => void save()}>{say('save')}</Button></Foot>
    </Page>
  )
}
