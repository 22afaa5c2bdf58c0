import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choices, Disclosure, Notice, Panel, Row, Select, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId, RecordId } from '../../../shared/ids.ts'
import { assistance, serviceState } from '../../../vocabulary/index.ts'
import { TakeBack } from '../../services/screens/take-back.tsx'
import { contacts } from '../contract.ts'
import { usuallyGiven } from '../draft.ts'
import type { ContactDraft } from '../draft.ts'
import type { Opened } from './contact-record.tsx'
import { contactWords } from './words.ts'

type Whole = { readonly record: Opened }

/** Help given during the contact: what was written by mistake is taken back, what was forgotten is added. */
export function Given({ record }: Whole) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const { label } = useCodes()
  const called = useCalled(record)
  const several = clientsOf(record).length > 1
  const { folder } = record.contact
  return (
    <Panel title={say('record.services')} name="record.services">
      {record.services.length === 0 && <p>{say('given.none')}</p>}
      <ul className="list">
        {record.services.map((one) => (
          <li key={one.id}>
            <Row spread>
              <span>{[
                label(assistance, one.kind), one.state !== 'provided' && label(serviceState, one.state), one.times > 1 && say('given.times', { count: one.times }),
                several && called(one.client),
              ].filter(Boolean).join(' · ')}</span>
              {desk.may('services:record') && <TakeBack of="help" one={{ ...one, folder }} docs={record.docs} called={label(assistance, one.kind)} />}
            </Row>
          </li>
        ))}
      </ul>
      <div data-chrome><Add record={record} /></div>
    </Panel>
  )
}

/** Whom it concerns, as the contact form reckons: she whom it is about comes before her who called. */
export const clientsOf = ({ links }: Opened) => [...new Set([...links.filter((one) => one.as === 'about'), ...links].map((one) => one.client))]

export function useCalled({ cards }: Opened) {
  const say = useWords(contactWords)
  return (client: ClientId | null) => {
    const card = cards.find((one) => one.client === client)
    return client === null ? say('given.nobody') : card ? calledOf(card) : say('list.somebody')
  }
}

/** The chips of the contact form, for what was not written down then. */
function Add({ record }: Whole) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const { options } = useCodes()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const called = useCalled(record)
  const all = clientsOf(record)
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<ContactDraft['given']>([])
  const [client, setClient] = useState<ClientId | null>(null)
  // The same chip is the same command until it is saved, however often that is tried.
  const [ids, setIds] = useState<Readonly<Record<string, RecordId>>>({})
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const whom = client !== null && all.includes(client) ? client : (all[0] ?? null)
  function choose(given: ContactDraft['given']) {
    setChosen(given)
    setIds((known) => Object.fromEntries(given.map((kind) => [kind, known[kind] ?? newId<'record'>()])))
  }
  async function add() {
    setAsked(true)
    if (!chosen.length) return
    setBusy(true)
    setError(undefined)
    try {
      const given = chosen.map((kind) => ({ id: ids[kind] ?? newId<'record'>(), kind }))
      await desk.call(contacts.addHelp, { folder: record.contact.folder, client: whom, given })
      choose([])
      setAsked(false)
      setOpen(false)
      tell(say('given.saved'))
      await Promise.all(['contacts', 'clients'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Disclosure summary={say('given.add')} name="given.add" open={open} onToggle={setOpen}>
      <Stack>
        <Choices name="given.which" label={say('given.which')} why={say('given.why')} options={options(assistance, [...usuallyGiven])} value={chosen}
          error={asked && !chosen.length ? say('given.needed') : undefined} onChange={(given) => choose(typeof given === 'string' ? [] : given)} />
        {all.length > 1 && <Select name="given.for" label={say('given.for')} missing={[]} options={all.map((one) => ({ value: one as string, label: called(one) }))} value={whom as string | null} onChange={(one) => setClient(one as ClientId | null)} />}
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button name="given.save" busy={busy} onClick={() => void add()}>{say('given.save')}</Button></Row>
      </Stack>
    </Disclosure>
  )
}
