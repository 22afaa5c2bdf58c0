import { createContext, use, useCallback, useEffect, useId, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'

export type KeyBinding = {
  /** As the overlay shows it: `N`, `/`, `Ctrl+Enter`. */
  readonly key: string
  /** `KeyboardEvent.code`: where the key lies, so that it works under a Cyrillic layout too. */
  readonly physicalCode: string
  /** What it does, in her language. */
  readonly label: string
  readonly run: () => void
  /** Together with Ctrl (or Cmd). Works inside text fields as well and cannot be switched off. */
  readonly ctrl?: boolean
  /** With Shift as well. */
  readonly shift?: boolean
  /** Works in a text field too, without Ctrl. */
  readonly inText?: boolean
  /** Listed under "everywhere" instead of "on this page". */
  readonly everywhere?: boolean
  /** Works, but is not listed in the overlay. */
  readonly unlisted?: boolean
}

type Registered = { readonly scope: string; readonly bindings: () => readonly KeyBinding[] }

type Keyboard = {
  readonly singleKeys: boolean
  readonly register: (entry: Registered) => () => void
  readonly enter: (scope: string) => () => void
  /** What may be pressed where the person is now; the newest first. */
  readonly listed: () => readonly KeyBinding[]
}

const rootScope = 'page'
const silent: Keyboard = {
  singleKeys: true,
  register: () => () => {},
  enter: () => () => {},
  listed: () => [],
}
const KeyboardContext = createContext<Keyboard>(silent)
const ScopeContext = createContext(rootScope)

const pressable = new Set([
  'radio',
  'checkbox',
  'button',
  'submit',
  'reset',
  'range',
  'file',
  'color',
  'image',
])

/** True where letters are text: single keys keep still there. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !pressable.has(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** The digit on a key, 0 to 9, by its place (row or number pad). Shift+7 is `/` in Serbia and no digit. */
export function digitOf(event: {
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}): number | undefined {
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return undefined
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]
  return digit === undefined ? undefined : Number(digit)
}

const isPunctuation = (key: string) => key.length === 1 && !/[\p{L}\p{N}]/u.test(key)

function matches(binding: KeyBinding, event: KeyboardEvent): boolean {
  const withCtrl = event.ctrlKey || event.metaKey
  if (Boolean(binding.ctrl) !== withCtrl) return false
  if (event.altKey && !event.getModifierState('AltGraph')) return false
  // A sign (`/`, `?`) lies elsewhere on other layouts: the sign itself counts first, its usual place second.
  if (isPunctuation(binding.key) && event.key === binding.key) return true
  if (isPunctuation(event.key) && binding.key === '?') return false
  const numpad = binding.physicalCode.replace('Digit', 'Numpad')
  return Boolean(binding.shift) === event.shiftKey && (event.code === binding.physicalCode || event.code === numpad)
}

type Given = {
  /** Whether keys without Ctrl work (WCAG 2.1.4 asks that they can be switched off). */
  readonly singleKeys?: boolean
  readonly children: ReactNode
}

/** Listens once for the whole desk. Inside an open dialog only the dialog's own keys work. */
export function KeysProvider({ singleKeys = true, children }: Given) {
  const entries = useRef<Registered[]>([])
  const scopes = useRef<string[]>([rootScope])

  const inScope = useCallback(
    () =>
      entries.current
        .filter((entry) => entry.scope === scopes.current.at(-1))
        .flatMap((entry) => [...entry.bindings()])
        .toReversed(),
    [],
  )

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const binding = inScope().find((candidate) => matches(candidate, event))
      if (!binding) return
      if (!binding.ctrl && !binding.inText && (!singleKeys || takesText(event.target))) return
      event.preventDefault()
      binding.run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [inScope, singleKeys])

  const keyboard = useMemo<Keyboard>(
    () => ({
      singleKeys,
      register(entry) {
        entries.current.push(entry)
        return () => void entries.current.splice(entries.current.indexOf(entry), 1)
      },
      enter(scope) {
        scopes.current.push(scope)
        return () => void scopes.current.splice(scopes.current.lastIndexOf(scope), 1)
      },
      listed: () =>
        inScope()
          .filter((binding) => !binding.unlisted && (singleKeys || binding.ctrl || binding.inText))
          .toReversed(),
    }),
    [inScope, singleKeys],
  )

  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>
}

/** Makes keys work as long as the component stands on the page. The newest wins where two ask for the same key. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const { register } = use(KeyboardContext)
  const scope = use(ScopeContext)
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  useEffect(() => register({ scope, bindings: () => latest.current }), [register, scope])
}

export function useKeyboard(): Keyboard {
  return use(KeyboardContext)
}

/** Puts a dialog's keys in force and everybody else's to rest while `open`. */
export function KeyScope({ open, children }: { readonly open: boolean; readonly children: ReactNode }) {
  const scope = useId()
  const { enter } = use(KeyboardContext)
  useEffect(() => (open ? enter(scope) : undefined), [enter, open, scope])
  return <ScopeContext value={scope}>{children}</ScopeContext>
}
