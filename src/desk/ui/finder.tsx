import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { useFinding } from './finding.ts'
import type { Find, Finding, Found } from './finding.ts'
import { Icon } from './icon.tsx'
import { Question, useAsked } from './question.tsx'
import type { Asking } from './question.tsx'
import { Hidden } from './hidden.tsx'
import { useOwnWords } from './words.tsx'
import control from './control.module.css'
import css from './finder.module.css'

/** A last line of the list that does something else: "new client", "stay without a name". */
export type FinderAction = {
  /** Stable handle, appended to the finder's name: `contact.who.new`. */
  readonly id: string
  readonly label: string
  readonly run: (query: string) => void
}

export type FinderGiven<F extends Found> = Asking & {
  /** What is typed; belongs to the draft like every other word. */
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly find: Find<F>
  readonly onPick: (found: F) => void
  readonly actions?: readonly FinderAction[]
  readonly placeholder?: string
  readonly first?: boolean
  /** What is typed is only a search: Escape shuts and empties in one press, so that the next one leaves. */
  readonly fleeting?: boolean
  /** Why not everybody can be found yet; once it is gone the question is asked again by itself. */
  readonly incomplete?: string | undefined
  readonly ref?: Ref<HTMLInputElement>
}

/** The first that will be found. */
const toCome = 'to come'

type Row<F> =
  | { readonly kind: 'found'; readonly id: string; readonly found: F }
  | { readonly kind: 'act'; readonly id: string; readonly action: FinderAction; readonly after: boolean }

/**
 * Combobox with a list (WAI-ARIA APG, manual selection: nobody is ever picked by Enter alone).
 * Down opens and walks, Enter takes what is marked, Escape shuts and, pressed again, empties. What is marked is one line, not a place in the list: others that
 * are found meanwhile do not slip under her hands. While nothing is found yet Down marks the first that will be, and Enter waits.
 */
export function Finder<F extends Found>(given: FinderGiven<F>) {
  const { name, query, onQuery, find, onPick, actions = [], placeholder, incomplete } = given
  const asked = useAsked(given)
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [marked, setMarked] = useState<string>()
  const { finding, ask } = useFinding(find)
  const rows = rowsOf(finding, actions)
  const latest = useRef({ ask, query })
  latest.current = { ask, query }
  const whole = incomplete === undefined
  useEffect(() => {
    if (whole) latest.current.ask(latest.current.query)
  }, [whole])
  const place = rows.findIndex((row) => row.id === marked)
  const active = open ? rows[place] : undefined
  const waits = open && query.trim() !== '' && rows.length === 0 && (!whole || finding.state === 'looking')
  const first = rows[0]?.id
  useEffect(() => {
    if (marked === toCome && first !== undefined) setMarked(first)
  }, [marked, first])
  const idOf = (row: Row<F>) => `${listId}${row.id}`

  const show = () => {
    if (!open && query !== '' && finding.state === 'idle') ask(query)
    setOpen(true)
  }
  const shut = () => {
    setOpen(false)
    setMarked(undefined)
  }
  const type = (text: string) => {
    onQuery(text)
    ask(text)
    setMarked(undefined)
    setOpen(text !== '')
  }
  const take = (row: Row<F>) => {
    shut()
    if (row.kind === 'found') return onPick(row.found)
    row.action.run(query)
  }
  const walk = (step: number) => {
    show()
    if (rows.length === 0) return setMarked(waits && step > 0 ? toCome : undefined)
    const from = place < 0 && step < 0 ? rows.length : place
    setMarked(rows[(from + step + rows.length) % rows.length]?.id)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') walk(1)
    else if (event.key === 'ArrowUp') walk(-1)
    else if (event.key === 'Enter' && (active || waits) && !event.ctrlKey && !event.metaKey) { if (active) take(active) }
    else if (event.key === 'Escape' && open && given.fleeting) { type(''); shut() }
    else if (event.key === 'Escape' && open) shut()
    else if (event.key === 'Escape' && query !== '') type('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Question asking={given} asked={asked} as="control">
      <div
        className={css.finder}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && shut()}
      >
        <input
          id={asked.controlId}
          ref={given.ref}
          data-key={name}
          data-first={given.first || undefined}
          className={`${control.box} ${css.input}`}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={active && idOf(active)}
          aria-describedby={asked.describedBy}
          aria-invalid={asked.invalid || undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => type(event.target.value)}
          onClick={show}
          onKeyDown={press}
        />
        <Icon of="find" />
        <div className={css.list} hidden={!open || (rows.length === 0 && finding.state === 'idle')}>
          <div role="listbox" id={listId} aria-labelledby={asked.labelId}>
            {rows.map((row) => (
              <Line
                key={row.id}
                row={row}
                id={idOf(row)}
                name={name}
                marked={row.id === active?.id}
                onTake={() => take(row)}
              />
            ))}
          </div>
          <Said finding={finding} incomplete={incomplete} retry={() => ask(query)} />
        </div>
        <Counted finding={finding} open={open} />
      </div>
    </Question>
  )
}

function rowsOf<F extends Found>(finding: Finding<F>, actions: readonly FinderAction[]): readonly Row<F>[] {
  return [
    ...finding.found.map((found) => ({ kind: 'found', id: `found-${found.id}`, found }) as const),
    ...actions.map((action, place) => {
      const after = place === 0 && finding.found.length > 0
      return { kind: 'act', id: `act-${action.id}`, action, after } as const
    }),
  ]
}

type LineGiven<F extends Found> = {
  readonly row: Row<F>
  readonly id: string
  readonly name: string
  readonly marked: boolean
  readonly onTake: () => void
}

function Line<F extends Found>({ row, id, name, marked, onTake }: LineGiven<F>) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (marked) line.current?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  const common = {
    ref: line,
    id,
    role: 'option',
    'aria-selected': marked,
    onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    onClick: onTake,
  }
  if (row.kind === 'act') {
    return (
      <div
        {...common}
        className={`${css.found} ${css.act}`}
        data-key={`${name}.${row.action.id}`}
        data-after={row.after || undefined}
      >
        {row.action.label}
      </div>
    )
  }
  const { label, detail, aside } = row.found
  return (
    <div {...common} className={css.found} data-key={`${name}.found`} data-value={row.found.id}>
      <span className={css.title}>{label}</span>
      {detail && <span className={css.detail}>{detail}</span>}
      {aside && <span className={css.aside}>{aside}</span>}
    </div>
  )
}

function Said<F extends Found>({
  finding,
  incomplete,
  retry,
}: {
  readonly finding: Finding<F>
  readonly incomplete: string | undefined
  readonly retry: () => void
}) {
  const say = useOwnWords()
  if (finding.state === 'looking' && finding.found.length === 0) {
    return <p className={`${css.said} ${css.waiting}`}>{say('looking')}</p>
  }
  if (incomplete) return <p className={css.said}>{incomplete}</p>
  if (finding.state === 'ready' && finding.found.length === 0)
    return <p className={css.said}>{say('none-found')}</p>
  if (finding.state !== 'failed') return null
  return (
    <p className={css.said}>
      {say('finding-failed')}{' '}
      <button type="button" className={css.act} onClick={retry}>
        {say('try-again')}
      </button>
    </p>
  )
}

/** Says the count once the typing rests, so that a reader is not talked over at every letter. */
function Counted<F extends Found>({
  finding,
  open,
}: {
  readonly finding: Finding<F>
  readonly open: boolean
}) {
  const say = useOwnWords()
  const [spoken, setSpoken] = useState('')
  const words = open && finding.state === 'ready' ? say('found', { count: finding.found.length }) : ''
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(words), 500)
    return () => clearTimeout(timer)
  }, [words])
  return <Hidden role="status">{spoken}</Hidden>
}
