import { useCodes } from '../../../desk/codes.ts'
import { leadToLast } from '../../../desk/lead.ts'
import { Button, Choice, DateField, Field, Finder, Row, Select, useLocale, useWords } from '../../../desk/ui/index.ts'
import { channel, direction, institutionContactTopic, institutionKind } from '../../../vocabulary/index.ts'
import { titleOf } from '../../directory/rules.ts'
import { useDirectory, useFindSpoken } from '../../directory/screens/directory.ts'
import type { Spoken } from '../../directory/screens/directory.ts'
import { formatDay } from '../../../shared/words.ts'
import { institutionAnswers } from '../../institutions/contract.ts'
import { whyNotPromise } from '../../institutions/rules.ts'
import { isSought, isWithoutKind, newInstitution } from '../draft.ts'
import type { InstitutionOnContact } from '../draft.ts'
import type { Part } from './contact-form.tsx'
import { contactWords } from './words.ts'

/** Institutions spoken to because of this contact; each is counted on its own and is not a call. */
export function Institutions({ draft, change, looked }: Part & { readonly looked: boolean }) {
  const say = useWords(contactWords)
  const put = (id: string, some: Partial<InstitutionOnContact>) => change({ institutions: draft.institutions.map((one) => (one.id === id ? { ...one, ...some } : one)) })
  function add() {
    change({ institutions: [...draft.institutions, newInstitution()] })
    leadToLast('institution.find')
  }
  return (
    <>
      {draft.institutions.map((one) => (
        <div className="sheet" key={one.id} data-key="contact.institution">
          <strong>{say('institution')}</strong>
          <InstitutionFields one={one} onDay={draft.onDay} onChange={(some) => put(one.id, some)} looked={looked} error={looked && isWithoutKind(one) ? say('institution.needed') : undefined} />
          <Row><Button kind="quiet" name="institution.remove" onClick={() => change({ institutions: draft.institutions.filter(({ id }) => id !== one.id) })}>{say('institution.remove')}</Button></Row>
        </div>
      ))}
      <Row><Button kind="quiet" name="contact.institution.add" onClick={add}>{say('institution.add')}</Button></Row>
    </>
  )
}

type FieldsGiven = {
  readonly one: InstitutionOnContact
  /** The day they were spoken to; empty while it is being typed. */
  readonly onDay: string
  readonly onChange: (some: Partial<InstitutionOnContact>) => void
  /** She wanted to save. */
  readonly looked: boolean
  readonly error?: string | undefined
}

/** Found in the directory, and the rest fills itself in; a place that is not there is said by its kind. */
export function InstitutionFields({ one, onDay, onChange, looked, error }: FieldsGiven) {
  const say = useWords(contactWords)
  const { options } = useCodes()
  const locale = useLocale()
  const read = useDirectory()
  const find = useFindSpoken(8)
  function pick({ institution, person }: Spoken) {
    onChange({
      sought: '', institution: institution.id, person: person?.id ?? null, called: titleOf(institution), kind: institution.kind,
      ...(person && { withWhom: [person.name, person.role].filter(Boolean).join(', ') }),
    })
  }
  return (
    <>
      <Finder name="institution.find" label={say('institution.find')} hint={say('institution.find.hint')} query={one.sought ?? ''} onQuery={(sought) => onChange({ sought })} find={find} onPick={pick}
        error={looked && isSought(one) ? say('institution.find.left', { name: (one.sought ?? '').trim() }) : undefined}
        incomplete={read.isPending ? say('institution.find.coming') : undefined} />
      {one.institution && (
        <Row>
          <strong data-key="institution.chosen">{say('institution.chosen', { name: one.called })}</strong>
          <Button kind="quiet" name="institution.unchoose" onClick={() => onChange({ institution: null, person: null, called: '' })}>{say('institution.unchoose')}</Button>
        </Row>
      )}
      <div className="wide-field">
        <Select name="institution.kind" missing={[]} label={say('institution.kind')} options={options(institutionKind)} value={one.kind} error={error} onChange={(kind) => onChange({ kind })} />
        <Select name="institution.topic" missing={[]} label={say('institution.topic')} options={options(institutionContactTopic)} value={one.topic} onChange={(topic) => onChange({ topic: topic ?? 'other' })} />
        <Select name="institution.channel" missing={[]} label={say('channel')} options={options(channel)} value={one.channel} onChange={(next) => onChange({ channel: next ?? 'phone' })} />
        <Select name="institution.direction" missing={[]} label={say('direction')} options={options(direction)} value={one.direction} onChange={(next) => onChange({ direction: next ?? 'out' })} />
      </div>
      <Field name="institution.with" label={say('institution.with')} value={one.withWhom} onChange={(withWhom) => onChange({ withWhom })} limit={300} />
      <Choice name="institution.answer" label={say('institution.answer')} missing={[]} value={one.answer ?? null}
        options={institutionAnswers.map((value) => ({ value, label: say(`institution.answer.${value}`) }))} onChange={(answer) => onChange({ answer })} />
      <Field name="institution.promise" label={say('institution.promise')} lines={2} value={one.promise} onChange={(promise) => onChange({ promise })} limit={5000} />
      {one.promise && <DateField name="institution.by" label={say('institution.by')} value={one.promisedBy} error={whyNotPromise(one, onDay) && say('institution.by.before', { day: formatDay(onDay, locale) })} onChange={(promisedBy) => onChange({ promisedBy })} />}
    </>
  )
}
