import { useState } from 'react'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Disclosure, Field, Finder, NumberField, Row, Stack, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { sex, victimStatus } from '../../../vocabulary/index.ts'
import { cardLimits } from '../../clients/card-rules.ts'
import { newCode } from '../../contacts/draft.ts'
import { mostPersons } from '../contract.ts'
import { roomFor } from '../draft.ts'
import type { OfPerson, PersonInReport } from '../draft.ts'
import type { Part } from './report.tsx'
import { situationWords } from './words.ts'

/** Whom it happened to: found, named, or only counted. Whoever differs from the others says so in her own line. */
export function People({ draft, change, asked }: Part & { readonly asked: boolean }) {
  const desk = useDesk()
  const say = useWords(situationWords)
  const locale = useLocale()
  const [query, setQuery] = useState('')
  const [adding, setAdding] = useState(false)
  const room = roomFor(draft.people)
  const more = room && readWhole(draft.more, room)
  const add = (...people: PersonInReport[]) => { if (room) change({ people: [...draft.people, ...people], more: '' }); setQuery('') }
  const put = (client: ClientId, some: Partial<PersonInReport>) => change({ people: draft.people.map((one) => (one.client === client ? { ...one, ...some } : one)) })
  const unnamed = (name: string): PersonInReport => ({ client: newId<'client'>(), isNew: true, code: newCode(), name: name.trim() })
  /** How many is always said: an empty field adds nobody. */
  const addMore = () => {
    setAdding(typeof more !== 'number')
    if (typeof more === 'number') add(...Array.from({ length: more }, () => unnamed('')))
  }
  const full = room ? undefined : say('people.most', { most: mostPersons })
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).filter((card) => !draft.people.some((person) => person.client === card.client)).map((card) => ({ ...cardFound(card, locale), card }))
  return (
    <Stack>
      {draft.people.length > 0 && (
        <ul className="list" data-key="report.people">
          {draft.people.map((person) => (
            <Person key={person.client} person={person} alone={draft.people.length === 1} onChange={(some) => put(person.client, some)}
              onRemove={() => change({ people: draft.people.filter((one) => one.client !== person.client) })} />
          ))}
        </ul>
      )}
      <Finder name="report.who" incomplete={useCardsComing()} label={say('people.find')} query={query} onQuery={setQuery} find={find} hint={full} error={asked && !draft.people.length && !draft.more.trim() ? say('people.needed') : undefined}
        onPick={({ card }) => add({ client: card.client as ClientId, isNew: false, code: card.words.code, name: calledOf(card) })}
        actions={[{ id: 'new', label: query ? say('people.new', { name: query }) : say('people.bare'), run: (text) => add(unnamed(text)) }]} />
      {(room || draft.more) && (
        <Row end>
          <NumberField name="report.more" label={say('people.more')} value={draft.more} {...(room ?? { from: 1, to: 1 })} needed={adding} asked={asked || adding} onEnter={addMore}
            error={full && draft.more ? full : asked && typeof more === 'number' ? say('people.unadded') : undefined} onChange={(text) => { setAdding(false); change({ more: text }) }} />
          <Button name="report.more.add" onClick={addMore}>{say('people.add')}</Button>
        </Row>
      )}
    </Stack>
  )
}

type PersonGiven = { readonly person: PersonInReport; readonly alone: boolean; readonly onChange: (some: Partial<PersonInReport>) => void; readonly onRemove: () => void }

function Person({ person, alone, onChange, onRemove }: PersonGiven) {
  const say = useWords(situationWords)
  const called = person.name || person.code
  const own = person.own ?? {}
  const differs = Object.keys(own).length > 0
  return (
    <li>
      <Row spread>
        <span>{called} {person.name && <Tag>{person.code}</Tag>}</span>
        <Button kind="quiet" name="report.people.remove" label={`${say('people.remove')}: ${called}`} onClick={onRemove}>{say('people.remove')}</Button>
      </Row>
      {(!alone || differs) && (
        <Disclosure name="report.people.own" summary={say('person.own', { name: called })} {...(differs && { aside: say('person.own.count', { count: Object.keys(own).length }) })}>
          <Stack tight>
            {person.isNew && <Field name="own.name" label={say('person.name')} value={person.name} onChange={(name) => onChange({ name })} limit={cardLimits.name} />}
            <Asked of={own} prefix="own" onChange={(some) => onChange({ own: said({ ...own, ...some }) })} centre={own.toCentre ?? null} onCentre={(toCentre) => onChange({ own: said({ ...own, toCentre }) })} />
          </Stack>
        </Disclosure>
      )}
    </li>
  )
}

/** Only what was answered for her stays hers; the rest is as for all. */
function said(own: { readonly [Key in keyof OfPerson]?: OfPerson[Key] | null | undefined }): Partial<OfPerson> {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined))
}

export function SameForAll({ draft, change }: Part) {
  return <Asked of={draft} prefix="report" onChange={change} centre={draft.toCentre || null} onCentre={(next) => change({ toCentre: next ?? false })} />
}

type AskedGiven = {
  readonly of: Partial<OfPerson>
  readonly prefix: 'report' | 'own'
  readonly onChange: (some: Partial<Omit<OfPerson, 'toCentre'>>) => void
  readonly centre: boolean | null
  readonly onCentre: (reported: boolean | null) => void
}

function Asked({ of, prefix, onChange, centre, onCentre }: AskedGiven) {
  const say = useWords(situationWords)
  const { options, label } = useCodes()
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))
  const statuses = [...(['possible', 'presumed'] as const).map((value) => ({ value, label: label(victimStatus, value) })), { value: 'none' as const, label: say('person.status.none') }]
  return (
    <Stack>
      <Choice name={`${prefix}.sex`} label={say('person.sex')} options={options(sex)} value={of.sex ?? null} onChange={(next) => onChange({ sex: next })} />
      <Choice name={`${prefix}.minor`} label={say('person.minor')} options={yesNo} value={of.minor ?? null} onChange={(next) => onChange({ minor: next })} />
      <Choice name={`${prefix}.citizen`} label={say('person.citizen')} options={yesNo} value={of.citizenRs ?? null} onChange={(next) => onChange({ citizenRs: next })} />
      <Choice name={`${prefix}.exploited`} label={say('person.exploited')} options={yesNo} value={of.exploitedRs ?? null} onChange={(next) => onChange({ exploitedRs: next })} />
      <Choice name={`${prefix}.status`} label={say('person.status')} why={say('person.status.why')} missing={[]} value={of.status as 'possible' | 'presumed' | 'none' | null ?? null}
        options={statuses} onChange={(next) => onChange({ status: next })} />
      <Choice name={`${prefix}.centre`} label={say('person.centre')} missing={[]} options={yesNo} value={centre === null ? null : centre ? 'yes' : 'no'}
        onChange={(next) => onCentre(next === null ? null : next === 'yes')} />
    </Stack>
  )
}
