import { useState } from 'react'
import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { DateField, Empty, LinkButton, Loaded, Notice, Page, Stack, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isDay } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { inForce, lastDay, stateOn } from '../rules.ts'
import { partiesOf, useMemoranda } from './memoranda.ts'
import type { Memorandum } from './memoranda.ts'
import { memorandumWords } from './words.ts'

/** Agreements with institutions, and how many of them hold on a day. */
export default function MemorandaList() {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const read = useMemoranda()
  return (
    <Page title={say('title')} lead={say('lead')}
      actions={<>
        <LinkButton kind="quiet" href="/directory" name="memoranda.directory">{say('to.directory')}</LinkButton>
        {desk.may('memoranda:write') && <LinkButton kind="primary" href="/memoranda/new" name="memoranda.new">{say('to.new')}</LinkButton>}
      </>}>
      <Loaded query={read} lines={6} empty={<Empty title={say('empty')}>{say('empty.words')}</Empty>}>{(all) => <Shown all={all} />}</Loaded>
    </Page>
  )
}

function Shown({ all }: { readonly all: readonly Memorandum[] }) {
  const say = useWords(memorandumWords)
  const locale = useLocale()
  const { label } = useCodes()
  const [on, setOn] = useState(dayOf(new Date()))
  const day = isDay(on) ? on : dayOf(new Date())
  const closed = all.filter((one) => !one.words).length
  const state = (one: Memorandum) => stateOn(one.facts, day, one.words?.remindDays ?? 60)
  return (
    <Stack>
      {closed > 0 && <Notice kind="problem">{say('closed', { count: closed })}</Notice>}
      <div className="wide-field"><DateField name="memoranda.on" label={say('on')} value={on} needed="when-left" onChange={(next) => setOn(next ?? '')} /></div>
      <p role="status" data-key="memoranda.in-force" data-value={all.filter((one) => inForce(one.facts, day)).length}>{say('in-force', { count: all.filter((one) => inForce(one.facts, day)).length, day: formatDay(day, locale) })}</p>
      <Table caption={say('title')} captionHidden name="memoranda.list" rows={all} keyOf={(one) => one.facts.folder} columns={[
        { key: 'parties', label: say('parties'), cell: (one) => <Link href={`/memoranda/${one.facts.folder}`} data-key="memoranda.open">{partiesOf(one.words)}</Link>, sort: (one) => partiesOf(one.words) },
        { key: 'kind', label: say('kind'), cell: (one) => label(institutionKind, one.facts.kind), sort: (one) => label(institutionKind, one.facts.kind) },
        { key: 'signed', label: say('signed'), cell: (one) => formatDay(one.facts.signedOn, locale), sort: (one) => one.facts.signedOn },
        { key: 'until', label: say('until'), cell: (one) => untilOf(one, say('no-end'), locale), sort: (one) => lastDay(one.facts) },
        { key: 'state', label: say('state'), cell: (one) => <Tag decision={state(one) === 'ends-soon'}>{say(inForce(one.facts, day) || state(one) === 'over' ? `state.${state(one)}` : 'state.not-yet')}</Tag> },
      ]} />
    </Stack>
  )
}

export function untilOf({ facts }: Memorandum, noEnd: string, locale: Parameters<typeof formatDay>[1]): string {
  const last = lastDay(facts)
  return last === null ? noEnd : formatDay(last, locale)
}
