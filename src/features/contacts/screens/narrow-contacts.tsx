import { useState } from 'react'
import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, DateField, Disclosure, Finder, Row, Select, Stack, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { contactType } from '../../../vocabulary/index.ts'
import type { ContactFacts } from '../facts.ts'
import { contactWords } from './words.ts'

/** What the list leaves out. `clients`: whoever was found by `found`, one or several. */
export type Narrowing = {
  readonly from: string | null
  readonly to: string | null
  readonly type: ContactFacts['type'] | null
  readonly unlinked: boolean
  readonly found: string
  readonly clients: readonly string[] | null
}
export const noNarrowing: Narrowing = { from: null, to: null, type: null, unlinked: false, found: '', clients: null }
/** By something that is folded away unless it is used. */
const folded = ({ from, to, type, unlinked }: Narrowing): boolean => Boolean(from || to || type || unlinked)
export const isNarrowed = ({ from, to, type, unlinked, clients }: Narrowing): boolean => Boolean(from || to || type || unlinked || clients)

/** As many as share a name even in a very old house; the newest contacts come first all the same. */
const mostFound = 1000

/** Finds contacts by whom they concern, as every finder finds; and by day, kind, and whether anybody is linked. */
export function NarrowContacts({ now, onChange }: { readonly now: Narrowing; readonly onChange: (next: Narrowing) => void }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { options } = useCodes()
  const [query, setQuery] = useState('')
  // A day that cannot be read stands in its field alone: showing all again begins with fresh fields.
  const [begun, setBegun] = useState(0)
  const [open, setOpen] = useState(() => folded(now))
  const put = (some: Partial<Narrowing>) => onChange({ ...now, ...some })
  const find = async (text: string) => (await desk.keys.findCards(text, 8)).map((card) => ({ ...cardFound(card, locale), called: calledOf(card) }))
  function take(found: string, clients: readonly string[]) {
    setQuery('')
    put({ found, clients, unlinked: false })
  }
  async function everybody(text: string) {
    const cards = await desk.keys.findCards(text, mostFound)
    if (cards.length) take(say('list.like', { text: text.trim() }), cards.map((card) => card.client))
  }
  return (
    <search data-chrome>
      <Stack>
        <Finder name="contacts.find" label={say('list.find')} hint={say('find.hint')} incomplete={useCardsComing()} query={query} onQuery={setQuery} find={find}
          onPick={(found) => take(found.called, [found.id])}
          actions={query.trim() ? [{ id: 'all', label: say('list.find-all', { text: query.trim() }), run: (text) => void everybody(text) }] : []} />
        <Disclosure name="contacts.narrow" summary={say('list.narrow')} open={open} onToggle={setOpen}>
          <div className="wide-field" key={begun}>
            <DateField name="contacts.from" label={say('list.from')} value={now.from} to={dayOf(new Date())} onChange={(from) => put({ from: from || null })} />
            <DateField name="contacts.to" label={say('list.to')} value={now.to} to={dayOf(new Date())} error={now.from && now.to && now.from > now.to ? say('list.turned') : undefined} onChange={(to) => put({ to: to || null })} />
            <Select name="contacts.type" label={say('type')} empty={say('list.every')} missing={['not_asked', 'unknown']} options={options(contactType)} value={now.type as never} onChange={(type) => put({ type })} />
            <Select name="contacts.linked" label={say('list.linked')} empty={say('list.every')} options={[{ value: 'no', label: say('list.unlinked') }]} value={now.unlinked ? 'no' : null}
              onChange={(no) => put({ unlinked: no === 'no', ...(no === 'no' && { clients: null, found: '' }) })} />
          </div>
        </Disclosure>
        {isNarrowed(now) && (
          <Row>
            {now.clients && <Tag>{now.found}</Tag>}
            <Button kind="quiet" name="contacts.all" onClick={() => { setBegun(begun + 1); onChange(noNarrowing) }}>{say('list.all')}</Button>
          </Row>
        )}
      </Stack>
    </search>
  )
}
