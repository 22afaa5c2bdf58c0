import { takesText } from './ui/keys.tsx'

let stop = () => {}

/**
 * After a key that leads to a page: what she types before the page's field is there is kept and written into that field. No letter of a
 * name locks or begins anything meanwhile. Esc, Tab, a key with Ctrl or a press elsewhere ends it, and so do ten seconds.
 */
export function typeAhead(): void {
  stop()
  if (takesText(document.activeElement)) return
  let [typed, written] = ['', 0]
  let field: HTMLElement | undefined
  const over = new AbortController()
  const end = (stop = () => over.abort())
  const on = { capture: true, signal: over.signal }
  setTimeout(end, 10_000)
  addEventListener('keydown', (event) => {
    const { key } = event
    if (key === 'Escape' || key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return end()
    if (takesText(event.target)) return
    if (key === 'Backspace') typed = typed.slice(0, -1)
    if (key.length === 1) typed += key
    event.preventDefault()
    event.stopPropagation()
  }, on)
  addEventListener('pointerdown', end, on)
  addEventListener('focusin', ({ target }) => {
    if (!takesText(target) || !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
    if (target.type === 'password' || (field?.isConnected && field !== target)) return end()
    field = target
    const text = typed.slice(target.value ? written : 0)
    written = typed.length
    if (text) {
      target.setRangeText(text, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end')
      target.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    // A page may put the caret, come anew and put it again: only a field that stays has taken over.
    setTimeout(() => takesText(document.activeElement) && end(), 400)
  }, on)
}
