import { useId, useState } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'
import { useKeys } from './keys.tsx'
import { useOwnWords } from './words.tsx'
import css from './frame.module.css'

export type Place = {
  /** Stable handle: the link carries `data-key="go.<id>"`. */
  readonly id: string
  readonly label: string
  readonly href: string
  readonly icon: IconName
  /** What waits for her there, in words. */
  readonly waits?: string
}

export type FrameGiven = {
  /** What one's seats open, in order; the first four stand in a phone's bar. */
  readonly places: readonly Place[]
  /** Id of the place the page belongs to. */
  readonly here: string | undefined
  readonly home: string
  /** Goes there without loading the page anew. */
  readonly go: (href: string) => void
  readonly onFind?: () => void
  /** "You: free · Waiting 0"; not on a phone. */
  readonly status?: ReactNode
  readonly onLock: () => void
  /** In the strip, where it covers nothing; on a telephone above the bar, in reach of the thumb. Left out on the contact page itself. */
  readonly onNewContact?: (() => void) | undefined
  /** The page has a foot of its own, which must not be covered on a telephone. */
  readonly foot?: boolean
  readonly children: ReactNode
}

/** One way in (find), one way out (lock), the places at the side, the page. The same on every page, so nothing jumps. */
export function Frame(given: FrameGiven) {
  const { places, here, home, go, onFind, status, onLock, onNewContact, foot, children } = given
  const say = useOwnWords()
  const mainId = useId()
  useKeys([
    ...(onFind
      ? [{ key: '/', physicalCode: 'Slash', label: say('find-anything'), everywhere: true, run: onFind }]
      : []),
    ...(onNewContact
      ? [{ key: 'N', physicalCode: 'KeyN', label: say('new-contact'), everywhere: true, run: onNewContact }]
      : []),
    { key: 'L', physicalCode: 'KeyL', label: say('lock'), everywhere: true, run: onLock },
  ])
  const follow = follower(go)
  return (
    <>
      <a className={css.skip} href={`#${mainId}`} onClick={(event) => skipTo(event, mainId)}>
        {say('skip')}
      </a>
      <header className={css.strip} data-chrome>
        <a className={css.brand} href={home} onClick={follow} data-key="go.home">
          <Icon of="way" />
          <span>Wayout</span>
        </a>
        {onFind && (
          <button type="button" className={css.find} onClick={onFind} data-key="find" aria-keyshortcuts="/">
            <Icon of="find" />
            <span>{say('find-anything')}</span>
            <kbd className={css.key} aria-hidden="true">
              /
            </kbd>
          </button>
        )}
        {onNewContact && (
          <button type="button" className={[css.new, foot && css.notOver].filter(Boolean).join(' ')} onClick={onNewContact} data-key="contact.new">
            <Icon of="plus" />
            <span>{say('new-contact')}</span>
            <span className={css.key} aria-hidden="true">
              N
            </span>
          </button>
        )}
        <div className={css.status}>{status}</div>
        <button type="button" className={css.lock} onClick={onLock} data-key="lock" aria-keyshortcuts="L">
          <Icon of="lock" />
          <span>{say('lock')}</span>
        </button>
      </header>
      <div className={css.body}>
        <nav className={css.side} aria-label={say('places')} data-chrome>
          <Places places={places} here={here} follow={follow} />
        </nav>
        <main className={css.main} id={mainId} tabIndex={-1} onClick={(event) => followInside(event, go)}>
          {children}
        </main>
      </div>
      <PhoneBar places={places} here={here} follow={follow} />
    </>
  )
}

type Follow = (event: MouseEvent<HTMLAnchorElement>) => void

type PlacesGiven = {
  readonly places: readonly Place[]
  readonly here: string | undefined
  readonly follow: Follow
  readonly children?: ReactNode
}

function Places({ places, here, follow, children }: PlacesGiven) {
  const own = useId()
  return (
    <ul className={css.places}>
      {places.map((place) => (
        <li key={place.id}>
          <a
            className={css.place}
            href={place.href}
            aria-current={place.id === here ? 'page' : undefined}
            aria-describedby={place.waits ? own + place.id : undefined}
            data-key={`go.${place.id}`}
            onClick={follow}
          >
            <Icon of={place.icon} />
            <span>{place.label}</span>
            {place.waits && <em className={css.waits} id={own + place.id} aria-hidden="true" data-key={`waits.${place.id}`}>{place.waits}</em>}
          </a>
        </li>
      ))}
      {children}
    </ul>
  )
}

const inBar = 4

function PhoneBar({ places, here, follow }: PlacesGiven) {
  const say = useOwnWords()
  const [open, setOpen] = useState(false)
  const rest = places.slice(inBar)
  const goAndShut: Follow = (event) => {
    setOpen(false)
    follow(event)
  }
  return (
    <nav className={css.bar} aria-label={say('places-phone')} data-chrome>
      <Places places={places.slice(0, inBar)} here={here} follow={follow}>
        {rest.length > 0 && (
          <li>
            <button
              type="button"
              className={css.place}
              aria-haspopup="dialog"
              aria-current={rest.some((place) => place.id === here) || undefined}
              data-key="go.more"
              onClick={() => setOpen(true)}
            >
              <Icon of="more" />
              <span>{say('more')}</span>
            </button>
          </li>
        )}
      </Places>
      <Dialog open={open} onClose={() => setOpen(false)} title={say('more')} name="more">
        <Places places={rest} here={here} follow={goAndShut} />
      </Dialog>
    </nav>
  )
}

/** A plain press stays in the page; with Ctrl, Shift or another button the browser does what it always does. */
function isPlain(event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0) return false
  return !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
}

function follower(go: (href: string) => void): Follow {
  return (event) => {
    if (!isPlain(event)) return
    event.preventDefault()
    go(event.currentTarget.getAttribute('href') ?? '/')
  }
}

/** Every link of a page to a place of the desk: loading it anew would throw the keys away. */
function followInside(event: MouseEvent, go: (href: string) => void) {
  const link = event.target instanceof Element ? event.target.closest('a[href^="/"]') : null
  if (!link || !isPlain(event) || link.hasAttribute('download')) return
  event.preventDefault()
  go(link.getAttribute('href') ?? '/')
}

function skipTo(event: MouseEvent, id: string) {
  event.preventDefault()
  document.getElementById(id)?.focus()
}
