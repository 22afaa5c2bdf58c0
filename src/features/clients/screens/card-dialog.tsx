import { useState } from 'react'
import { differing } from '../../../desk/decide-rules.ts'
import type { Side } from '../../../desk/decide-rules.ts'
import { Decide, otherWriter } from '../../../desk/decide.tsx'
import type { OtherWriter } from '../../../desk/decide.tsx'
import { lookAt } from '../../../desk/lead.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Field, Loaded, Notice, Saved, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { foldName } from '../../../shared/names.ts'
import { listed } from '../../../shared/words.ts'
import { contactWords } from '../../contacts/screens/words.ts'
import { SafeToCall } from '../../contacts/screens/who.tsx'
import { flawsIn } from '../card-rules.ts'
import { clients } from '../contract.ts'
import type { CardWords } from '../contract.ts'
import { nextCard } from '../next-card.ts'
import { clientWords } from './words.ts'

type Written = { readonly code: string; readonly names: string; readonly aliases: string; readonly town: string; readonly phones: string; readonly safe: CardWords['safe'] }
/** `base`: the version she began with. `decide`: somebody else wrote meanwhile. */
type State = Written & { readonly base: Written & { readonly version: number }; readonly decide: boolean }
type Other = { readonly card: OpenCard; readonly by: OtherWriter }
type Given = { readonly card: OpenCard; readonly onClose: () => void; readonly onSaved: () => void }

const asCard = ({ code, names, aliases, town, phones }: Written) => ({ code: code.trim(), names: listed(names), aliases: listed(aliases), town: town.trim(), phones: listed(phones) })
const fields = ['code', 'names', 'aliases', 'town', 'phones'] as const
const writtenOn = ({ words }: OpenCard): Written => ({ code: words.code, names: words.names.join(', '), aliases: words.aliases.join(', '), town: words.town, phones: words.phones.join(', '), safe: words.safe })
export const cardPage = (client: string) => `clients/${client}?edit=card`

/** The card as it stands now, read anew, and who wrote it. */
async function standing(desk: OpenDesk, client: string): Promise<Other> {
  const { cards } = await desk.call(clients.cardsOf, { clients: [client as ClientId] })
  await desk.keys.learnCards(cards)
  const [[card], author] = [await desk.keys.cardsOf([client]), cards[0]?.doc.author]
  if (!card || !author) throw new Error('the card is gone')
  return { card, by: await otherWriter(desk, card.folder, author) }
}

/** The few words one searches by. A version that somebody else wrote meanwhile is never overwritten unseen. */
export function CardDialog({ card, onClose, onSaved }: Given) {
  const desk = useDesk()
  const query = useBegun<State, { other: Other | undefined }>(cardPage(card.client), async () => {
    const now = writtenOn(card)
    return { blank: { ...now, base: { ...now, version: card.version }, decide: false }, more: { other: undefined } }
  }, async (state) => (state.decide || state.base.version < card.version ? { other: await standing(desk, card.client) } : undefined))
  const say = useWords(clientWords)
  return (
    <Loaded query={query}>
      {({ begun, more }) => <Form key={begun.id} begun={begun} card={card} first={more.other} title={say('edit')} onClose={onClose} onSaved={onSaved} />}
    </Loaded>
  )
}

type FormGiven = Given & { readonly begun: Begun<State>; readonly first: Other | undefined; readonly title: string }

function Form({ begun, card, first, title, onClose, onSaved }: FormGiven) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const ask = useWords(contactWords)
  const tell = useTell()
  const [other, setOther] = useState(first)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [looked, setLooked] = useState(false)
  const [takenCode, setTakenCode] = useState<string>()
  const flawed = flawsIn(asCard(state))
  const flaw = (field: (typeof fields)[number]) => {
    if (field === 'code' && takenCode !== undefined && takenCode === state.code) return say('flaw.taken')
    const one = flawed[field]
    return one && (looked || one.kind === 'long') ? say(`flaw.${one.kind}`, { which: one.which, most: one.most }) : undefined
  }
  /** What keeps her from saving; a code is hers alone. */
  async function errorsIn(of: State): Promise<Partial<Record<(typeof fields)[number], unknown>>> {
    // What stood there before and nobody touched keeps nobody from putting right the rest.
    const found = Object.fromEntries(Object.entries(flawsIn(asCard(of))).filter(([field]) => of[field as (typeof fields)[number]] !== of.base[field as (typeof fields)[number]]))
    if ('code' in found || of.code === card.words.code) return found
    const same = (await desk.keys.findCards(of.code, 20)).some((one) => one.client !== card.client && foldName(one.words.code) === foldName(of.code))
    if (same) setTakenCode(of.code)
    return { ...found, ...(same && { code: 'taken' }) }
  }

  const compose = (on: OpenCard) => async (of: State) => {
    const words = { ...on.words, ...asCard(of), safe: of.safe }
    const { doc, card: written } = await nextCard(desk.keys, on, words)
    return async () => {
      await desk.call(clients.writeCard, { client: on.client as ClientId, doc })
      await desk.keys.keepCard(written)
    }
  }
  async function write(on: OpenCard, of: State) {
    pressed()
    setLooked(true)
    const flaws = await errorsIn(of)
    const [first] = fields.filter((field) => flaws[field])
    if (first) return lookAt(`card.${first}`)
    const saved = await save(compose(on), of, async () => {
      setOther(await standing(desk, card.client))
      change({ decide: true })
    })
    if (!saved) return
    tell(say('edit.saved'))
    onSaved()
  }
  /** On top of what the other wrote: her answers where she decided so, the other's everywhere else. */
  function decided(sides: Readonly<Record<string, Side>>, { card: on }: Other) {
    const theirs = writtenOn(on)
    const of = { ...state, base: { ...theirs, version: on.version }, ...put(state, theirs, sides) }
    change(of)
    void write(on, of)
  }
  if (other) {
    return (
      <Dialog open wide onClose={onClose} title={title} name="card">
        <Decide fields={differing(questions(state, writtenOn(other.card), say, ask))} other={other.by} busy={busy} problem={error} onDecided={(sides) => decided(sides, other)} />
      </Dialog>
    )
  }
  return (
    <Dialog open wide onClose={onClose} title={title} name="card" actions={<Button kind="primary" name="card.save" busy={busy} onClick={() => void write({ ...card, version: state.base.version }, state)}>{say('edit.save')}</Button>}>
      <Stack>
        <Saved {...keeping} />
        <Field name="card.names" label={say('names')} hint={say('names.hint')} error={flaw('names')} value={state.names} onChange={(names) => change({ names })} first />
        <Field name="card.aliases" label={say('aliases')} hint={say('aliases.hint')} error={flaw('aliases')} value={state.aliases} onChange={(aliases) => change({ aliases })} />
        <div className="wide-field">
          <Field name="card.code" label={say('code')} hint={say('code.hint')} error={flaw('code')} value={state.code} onChange={(code) => change({ code })} />
          <Field name="card.town" label={say('town')} error={flaw('town')} value={state.town} onChange={(town) => change({ town })} />
          <Field name="card.phones" label={say('phones')} hint={say('phones.hint')} error={flaw('phones')} value={state.phones} onChange={(phones) => change({ phones })} />
        </div>
        <SafeToCall safe={state.safe} onChange={(safe) => change({ safe })} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}

const inSafe = ['ok', 'hours', 'ask', 'say', 'codeWord'] as const

function questions(mine: State, theirs: Written, say: (key: string) => string, ask: (key: string) => string) {
  const { base } = mine
  const okWord = (ok: string) => ask(ok === 'yes' || ok === 'no' ? `safe.${ok}` : `missing.${ok}`)
  return [
    ...fields.map((key) => ({ key, label: say(key), mine: mine[key], theirs: theirs[key], before: base[key] })),
    ...inSafe.map((key) => {
      const shown = (written: Written) => (key === 'ok' ? okWord(written.safe.ok) : written.safe[key])
      return { key: `safe-${key}`, label: ask(key === 'ok' ? 'safe' : `safe.${key}`), mine: shown(mine), theirs: shown(theirs), before: shown(base) }
    }),
  ]
}

function put(mine: Written, theirs: Written, sides: Readonly<Record<string, Side>>): Written {
  const of = (key: string) => (sides[key] === 'mine' ? mine : theirs)
  return {
    code: of('code').code, names: of('names').names, aliases: of('aliases').aliases, town: of('town').town, phones: of('phones').phones,
    safe: { ok: of('safe-ok').safe.ok, hours: of('safe-hours').safe.hours, ask: of('safe-ask').safe.ask, say: of('safe-say').safe.say, codeWord: of('safe-codeWord').safe.codeWord },
  }
}
