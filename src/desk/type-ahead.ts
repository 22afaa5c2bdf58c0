import { takesText } from './ui/keys.tsx'

let stop = () => {}

/** A page may put the caret, come anew and put it again: only a field that stays has taken over. */
const settled = 400

/**
 * After a key that leads to a page: what she types before the page's field is there is kept and written into that field. No letter of a
 * name locks or begins anything meanwhile. Esc, a key with Ctrl or a press elsewhere ends it, and so does `most`.
 */
export function typeAhead(most = 10_000): void {
  stop()
  if (takesText(document.activeElement)) return
  let [typed, written] = ['', 0]
  let field: HTMLElement | undefined
  const over = new AbortController()
  let timer = setTimeout(() => stop(), most)
  stop = () => {
    clearTimeout(timer)
    over.abort()
  }
  const { signal } = over
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' || event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return stop()
    if (takesText(event.target)) return
    if (event.key === 'Backspace') typed = typed.slice(0, -1)
    if (event.key.length === 1) typed += event.key
    event.preventDefault()
    event.stopPropagation()
  }, { capture: true, signal })
  addEventListener('pointerdown', stop, { capture: true, signal })
  addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || !takesText(target)) return
    if (target.type === 'password' || (field?.isConnected && field !== target)) return stop()
    field = target
    write(target, typed.slice(target.value ? written : 0))
    written = typed.length
    clearTimeout(timer)
    timer = setTimeout(() => { if (takesText(document.activeElement)) stop(); else timer = setTimeout(() => stop(), most) }, settled)
  }, { signal })
}

function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  if (!text) return
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
}
