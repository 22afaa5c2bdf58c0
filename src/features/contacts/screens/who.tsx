import { calledOf, cardFound, useCardsComing } from '../../../desk/cards.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Disclosure, Field, Finder, Row, Stack, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import { cardLimits } from '../../clients/card-rules.ts'
import { clientWords } from '../../clients/screens/words.ts'
import { cardFlaws } from '../compose.ts'
import { newPerson, safeNotAsked } from '../draft.ts'
import type { PersonOnContact, SafeContact } from '../draft.ts'
import type { FinderAction } from '../../../desk/ui/index.ts'
import type { Part } from './contact-form.tsx'
import { contactWords } from './words.ts'
import { useQuery } from '@tanstack/react-query'

/** Finds while she listens, over cards opened in the key worker; one or several people, or nobody. */
export function Who({ draft, change, looked, onePress }: Part & { readonly looked: boolean; readonly onePress: readonly FinderAction[] }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const as = draft.people.some((person) => person.as === 'caller') ? 'about' : 'caller'
  const add = (person: PersonOnContact) => change({ people: [...draft.people, person], query: '' })
  const put = (at: number, some: Partial<PersonOnContact>) => change({ people: draft.people.map((person, place) => (place === at ? { ...person, ...some } : person)) })
  async function find(text: string) {
    const cards = await desk.keys.findCards(text, 8)
    return cards.filter((card) => !draft.people.some((person) => person.client === card.client)).map((card) => ({ ...cardFound(card, locale), card }))
  }
  return (
    <Stack>
      <Finder
        name="contact.who" incomplete={useCardsComing()} label={say('find')} hint={say('find.hint')} error={looked && draft.query.trim() ? say('find.left', { name: draft.query.trim() }) : undefined} why={say('find.why')} query={draft.query} onQuery={(query) => change({ query })} find={find}
        onPick={({ card }) => add({ client: card.client as ClientId, isNew: false, as, code: card.words.code, name: calledOf(card), aliases: '', phone: '', town: card.words.town, safe: safeNotAsked })}
        actions={[{ id: 'new', label: draft.query ? say('find.new', { name: draft.query }) : say('find.new.bare'), run: (query) => add(newPerson(as, query)) }, ...onePress]}
      />
      <Row><Button kind="quiet" name="contact.new-client" onClick={() => add(newPerson(as, draft.query))}>{say('find.new.bare')}</Button></Row>
      {draft.people.map((person, at) => (
        <Person key={person.client} person={person} looked={looked} onChange={(some) => put(at, some)} onRemove={() => change({ people: draft.people.filter((_, place) => place !== at) })} />
      ))}
    </Stack>
  )
}

type PersonGiven = { readonly person: PersonOnContact; readonly looked: boolean; readonly onChange: (some: Partial<PersonOnContact>) => void; readonly onRemove: () => void }

function Person({ person, looked, onChange, onRemove }: PersonGiven) {
  const say = useWords(contactWords)
  const ofCard = useWords(clientWords)
  const desk = useDesk()
  const { data: card } = useQuery({ queryKey: ['card', person.client, desk.cards], enabled: !person.isNew, queryFn: async () => (await desk.keys.cardsOf([person.client]))[0] ?? null })
  const flaws = cardFlaws(person)
  const flaw = (field: 'aliases' | 'phones') => { const one = flaws[field]; return one && looked ? ofCard(`flaw.${one.kind}`, { which: one.which, most: one.most }) : undefined }
  // A draft keeps whom it was begun with; whoever is not hers to find any more is not named in it.
  const gone = !person.isNew && card === null && desk.cards === 'ready'
  return (
    <div className="sheet" data-key="contact.person">
      <Row spread>
        <strong>{gone ? say('person.gone') : person.name || person.code}</strong>
        <Row>{!gone && <Tag>{person.code}</Tag>}{person.isNew && <Tag>{say('person.new')}</Tag>}</Row>
      </Row>
      <Choice name="contact.as" always label={say('as')} missing={[]} value={person.as} options={(['caller', 'about'] as const).map((value) => ({ value, label: say(`as.${value}`) }))} onChange={(as) => onChange({ as: as ?? 'caller' })} />
      {person.isNew ? (
        <>
          <Field name="person.name" label={say('person.name')} value={person.name} onChange={(name) => onChange({ name })} limit={cardLimits.name} />
          <div className="wide-field">
            <Field name="person.phone" label={say('person.phone')} type="tel" value={person.phone} onChange={(phone) => onChange({ phone })} error={flaw('phones')} />
            <Field name="person.town" label={say('person.town')} value={person.town} onChange={(town) => onChange({ town })} limit={cardLimits.town} />
          </div>
          <SafeToCall safe={person.safe} onChange={(safe) => onChange({ safe })} />
          <Disclosure summary={say('person.aliases')} name="person.aliases.open">
            <Field name="person.aliases" label={say('person.aliases')} hint={say('person.aliases.hint')} value={person.aliases} onChange={(aliases) => onChange({ aliases })} error={flaw('aliases')} />
          </Disclosure>
        </>
      ) : <Known person={person} onChange={onChange} />}
      <Row><Button kind="quiet" name="contact.person.remove" onClick={onRemove}>{say('person.remove')}</Button></Row>
    </div>
  )
}

/** What is known already stands there; safe contact is not asked a second time, but can be changed. */
function Known({ person, onChange }: Pick<PersonGiven, 'person' | 'onChange'>) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const safeLine = useSafeLine()
  const { data: card } = useQuery({ queryKey: ['card', person.client], queryFn: async () => (await desk.keys.cardsOf([person.client]))[0] ?? null })
  if (!card) return null
  const { safe, agreed } = card.words
  return (
    <>
      <p><strong>{say('person.safe')}:</strong> {safeLine(safe)}</p>
      {agreed.text && <p><strong>{say('person.agreed')}:</strong> {agreed.text} ({formatDay(agreed.on, locale)})</p>}
      <Disclosure summary={say('safe.more')}><SafeToCall safe={person.safe.ok === 'not_asked' ? safe : person.safe} onChange={(next) => onChange({ safe: next })} /></Disclosure>
    </>
  )
}

/** How to call her safely, in one line. */
export function useSafeLine(): (safe: SafeContact) => string {
  const say = useWords(contactWords)
  return (safe) => [say(safe.ok === 'yes' || safe.ok === 'no' ? `safe.${safe.ok}` : `missing.${safe.ok}`), safe.hours, safe.ask, safe.say, safe.codeWord].filter(Boolean).join(' · ')
}

export function SafeToCall({ safe, onChange }: { readonly safe: SafeContact; readonly onChange: (safe: SafeContact) => void }) {
  const say = useWords(contactWords)
  const put = (key: 'hours' | 'ask' | 'say' | 'codeWord') => (text: string) => onChange({ ...safe, [key]: text })
  return (
    <Stack>
      <Choice name="safe.ok" label={say('safe')} why={say('safe.why')} missing={['declined', 'unknown']} value={safe.ok === 'not_asked' ? null : safe.ok}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: say(`safe.${value}`) }))} onChange={(ok) => onChange({ ...safe, ok: ok ?? 'not_asked' })} />
      {safe.ok === 'yes' && (
        <div className="wide-field">
          <Field name="safe.hours" label={say('safe.hours')} value={safe.hours} onChange={put('hours')} limit={200} />
          <Field name="safe.ask" label={say('safe.ask')} value={safe.ask} onChange={put('ask')} limit={200} />
          <Field name="safe.say" label={say('safe.say')} value={safe.say} onChange={put('say')} limit={200} />
          <Field name="safe.code-word" label={say('safe.codeWord')} value={safe.codeWord} onChange={put('codeWord')} limit={100} />
        </div>
      )}
    </Stack>
  )
}
