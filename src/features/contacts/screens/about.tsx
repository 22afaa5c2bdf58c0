import { useQuery } from '@tanstack/react-query'
import { readCampaigns, titlesOf } from '../../../desk/campaign-titles.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Choice, DateField, Disclosure, Field, Select, Stack, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { isMissing } from '../../../shared/missing.ts'
import {
  channel, contactOutcome, contactSubtype, contactType, contactor, direction, heardOf, minutesBand, partOfDay, postFestumNeed, subtypesOf, urgency,
} from '../../../vocabulary/index.ts'
import type { ContactFacts } from '../facts.ts'
import type { Part } from './contact-form.tsx'
import { contactWords } from './words.ts'

/** Coded answers. A choice opens the next question below it, never above. */
export function AboutContact({ draft, change }: Part) {
  const say = useWords(contactWords)
  const { options } = useCodes()
  const { type } = draft
  const fitting = type && !isMissing(type) ? subtypesOf[type] : []
  return (
    <>
      <Choice name="contact.type" active={type === null} label={say('type')} why={say('type.why')} options={options(contactType)} value={type}
        onChange={(next) => change({ type: next, subtype: null, need: null })} />
      {fitting.length > 0 && (
        <Choice name="contact.subtype" active={draft.subtype === null} label={say('subtype')} options={options(contactSubtype, [...fitting])} value={draft.subtype}
          onChange={(subtype) => change({ subtype, need: null })} />
      )}
      {draft.subtype === 'post_festum' && (
        <Choice name="contact.need" active={draft.need === null} label={say('need')} options={options(postFestumNeed)} value={draft.need} onChange={(need) => change({ need })} />
      )}
      <div className="wide-field">
        <Select name="contact.contactor" label={say('contactor')} options={options(contactor)} missing={['not_asked', 'unknown', 'declined']} value={draft.contactor as never} onChange={(next) => change({ contactor: next })} />
        <Select name="contact.urgency" label={say('urgency')} options={options(urgency)} missing={['not_asked', 'unknown']} value={draft.urgency as never} onChange={(next) => change({ urgency: next })} />
        <Select name="contact.outcome" label={say('outcome')} options={options(contactOutcome)} missing={['not_asked', 'unknown']} value={draft.outcome as never} onChange={(next) => change({ outcome: next })} />
        <Select name="contact.language" label={say('language')} options={['sr', 'en', 'ro', 'rom', 'sq', 'hu', 'ru', 'other'].map((value) => ({ value, label: say(`language.${value}`) }))}
          missing={['not_asked', 'unknown', 'declined']} value={draft.language} onChange={(language) => change({ language })} />
        <Select name="contact.heard-of" label={say('heard-of')} options={options(heardOf)} missing={['not_asked', 'declined']} value={(draft.heardOf || null) as never} onChange={(next) => change({ heardOf: next ?? '' })} />
        {draft.heardOf === 'campaign' && <WhichCampaign chosen={draft.campaign} onChoose={(campaign) => change({ campaign })} />}
        <Field name="contact.number" label={say('number')} type="tel" value={draft.number} onChange={(number) => change({ number })} limit={60} />
      </div>
    </>
  )
}

/** Titles are sealed; whoever takes calls holds them. Where there are none nothing is asked. */
function WhichCampaign({ chosen, onChoose }: { readonly chosen: string | null; readonly onChoose: (campaign: string | null) => void }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const query = useQuery({ queryKey: ['campaigns', 'list'], queryFn: () => readCampaigns(desk), select: titlesOf })
  if (!query.data?.length) return null
  return <Select name="contact.campaign" label={say('campaign')} options={query.data} value={chosen} onChange={onChoose} />
}

export function AgreedBy({ draft, change }: Part) {
  const say = useWords(contactWords)
  if (!draft.agreed) return null
  const day = draft.agreedBy !== null && draft.agreedBy !== 'her_pace' ? draft.agreedBy : null
  return (
    <div className="wide-field">
      <Choice name="contact.agreed-by" label={say('agreed-by')} missing={[]} value={draft.agreedBy === 'her_pace' ? 'pace' : draft.agreedBy === null ? null : 'day'}
        options={[{ value: 'pace', label: say('agreed-by.pace') }, { value: 'day', label: say('agreed-by.day') }]}
        onChange={(next) => change({ agreedBy: next === 'pace' ? 'her_pace' : next === 'day' ? dayOf(new Date()) : null })} />
      {draft.agreedBy !== null && draft.agreedBy !== 'her_pace' && <DateField name="contact.agreed-day" label={say('agreed-by.day')} value={day} needed="when-left" onChange={(next) => change({ agreedBy: next ?? '' })} />}
    </div>
  )
}

/** The same form for what is written down later, or came by another way than the telephone. */
export function LateEntry({ draft, change, open = false }: Part & { readonly open?: boolean }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const { options } = useCodes()
  const today = dayOf(new Date())
  const lines = desk.house.lines.filter((line) => !line.closed || line.id === draft.line)
  // Whoever chooses the Viber line means Viber.
  const takeLine = (id: string | null) => { const line = lines.find((one) => one.id === id); change({ line: line?.id ?? null, ...(line && { channel: line.channel }) }) }
  return (
    <Disclosure summary={say('late')} name="contact.late" open={open || draft.late || draft.channel !== 'phone' || draft.direction !== 'in'}>
      <Stack>
        <Choice name="contact.channel" always label={say('channel')} missing={[]} options={options(channel)} value={draft.channel} onChange={(next) => change({ channel: next ?? 'phone' })} />
        <Choice name="contact.direction" always label={say('direction')} missing={[]} options={options(direction)} value={draft.direction} onChange={(next) => change({ direction: next ?? 'in' })} />
        {lines.length > 1 && (
          <Select name="contact.line" label={say('line')} value={draft.line as string | null} options={lines.map((line) => ({ value: line.id as string, label: line.name }))} onChange={takeLine} />
        )}
        <DateField name="contact.day" label={say('late.day')} value={draft.onDay} to={today} needed="when-left" onChange={(day) => change({ onDay: day ?? '', late: open || day !== today })} />
        <div className="wide-field">
          <Select name="contact.part" label={say('late.part')} options={options(partOfDay)} missing={['unknown']} value={draft.partOfDay as never} onChange={(next) => change({ partOfDay: next as ContactFacts['partOfDay'] | null })} />
          <Select name="contact.minutes" label={say('late.minutes')} options={options(minutesBand)} missing={['unknown']} value={draft.minutes as never} onChange={(next) => change({ minutes: next as ContactFacts['minutesBand'] | null })} />
        </div>
      </Stack>
    </Disclosure>
  )
}
