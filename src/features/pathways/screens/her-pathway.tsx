import { useState } from 'react'
import { useCodes } from '../../../desk/codes.ts'
import { useCountries } from '../../../desk/countries.ts'
import { Disclosure, Loaded, Panel, Select, Stack, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isMonth } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay, formatMonth } from '../../../shared/words.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { institutionKind, statusDecidedBy } from '../../../vocabulary/index.ts'
import type { clients } from '../../clients/contract.ts'
import { whereIsShe } from '../rules.ts'
import type { Recorded, Where } from '../rules.ts'
import type { Pathway } from '../shape.ts'
import { usePathways } from './pathways.ts'
import { pathwayWords, textOf } from './words.ts'

type Record = OutputOf<typeof clients.one>
type Given = { readonly record: Record; readonly docs: readonly OpenedDoc[] }

function recordedOf(record: Record, docs: readonly OpenedDoc[]): Recorded[] {
  return [
    ...record.contacts.map((one): Recorded => ({ record: 'contact', on: one.onDay, subtype: one.subtype })),
    ...record.statusEvents.map((one): Recorded => ({ record: 'status', on: one.month, status: one.status, decidedBy: one.decidedBy })),
    ...record.centreEvents.map((one): Recorded => ({ record: 'centre', on: one.month, step: one.step, outcome: one.outcome })),
    ...record.services.map((one): Recorded => ({ record: 'service', on: one.onDay, kind: one.kind, state: one.state })),
    ...record.institutionContacts.map((one): Recorded => ({ record: 'institution_contact', on: one.onDay, kind: one.kind })),
    ...docs.flatMap((doc): Recorded[] => {
      const on = (doc.content as { on?: unknown } | undefined)?.on
      return doc.schema.startsWith('screening/') && typeof on === 'string' ? [{ record: 'screening', on }] : []
    }),
  ]
}

/** Where she is in a country's way through, from what is recorded of her. It tells; it closes no door. */
export default function HerPathway({ record, docs }: Given) {
  const say = useWords(pathwayWords)
  const read = usePathways()
  return <Panel title={say('title')} name="pathway"><Loaded query={read} lines={4}>{({ all, applied }) => <Shown all={all} applied={applied} recorded={recordedOf(record, docs)} />}</Loaded></Panel>
}

type ShownGiven = { readonly all: readonly Pathway[]; readonly applied: Pathway; readonly recorded: readonly Recorded[] }

function Shown({ all, applied, recorded }: ShownGiven) {
  const say = useWords(pathwayWords)
  const locale = useLocale()
  const countries = useCountries()
  const [country, setCountry] = useState(applied.country)
  const pathway = all.find((one) => one.country === country) ?? applied
  const steps = whereIsShe(pathway, recorded)
  const next = steps.find((one) => one.state === 'next')
  return (
    <Stack>
      <p>{next ? say('next', { step: textOf(next.step.name, locale) }) : say('all-known')}</p>
      <Disclosure summary={say('steps', { known: steps.filter((one) => one.state === 'known').length, all: steps.length })} name="pathway.steps">
        <Stack>
          {all.length > 1 && <Select name="pathway.country" label={say('country')} missing={[]} value={pathway.country} options={all.map((one) => ({ value: one.country, label: countries.name(one.country) }))} onChange={(next_) => setCountry(next_ ?? applied.country)} />}
          <ol className="list">{steps.map((one) => <li key={one.step.id} data-key="pathway.step" data-value={`${one.step.id} ${one.state}`}><One one={one} /></li>)}</ol>
          <p>{[textOf(pathway.name, locale), textOf(pathway.source, locale), pathway.checkedOn ? say('checked', { day: formatDay(pathway.checkedOn, locale) }) : say('unchecked')].filter(Boolean).join(' · ')}</p>
        </Stack>
      </Disclosure>
    </Stack>
  )
}

function One({ one: { step, state, on, due } }: { readonly one: Where }) {
  const say = useWords(pathwayWords)
  const locale = useLocale()
  const { label } = useCodes()
  const today = dayOf(new Date())
  return (
    <>
      <strong>{textOf(step.name, locale)}</strong> <Tag decision={state === 'next'}>{!on ? say(`state.${state}`) : isMonth(on) ? say('known.month', { month: formatMonth(on, locale) }) : say('known', { day: formatDay(on, locale) })}</Tag>
      <br />{textOf(step.says, locale)}
      <br />{say('decides', { who: step.decides === 'her' ? say('her') : label(statusDecidedBy, step.decides) })}
      {step.deadline && due && <><br />{textOf(step.deadline.says, locale)} {due.first === due.last ? formatDay(due.last, locale) : say('due.month', { first: formatDay(due.first, locale), last: formatDay(due.last, locale) })}{due.last < today && !on && ` (${say('passed')})`}</>}
      {step.forms.map((form) => <span key={form.name.en}><br />{say('form', { name: textOf(form.name, locale), to: label(institutionKind, form.to) })}</span>)}
    </>
  )
}
