/** Where she is: the dialog that is open, else the page. */
const page = () => document.querySelector('dialog[open]') ?? document.querySelector('main')

function unfold(place: Element): void {
  for (let fold = place.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true
}

/** What a press has just changed is on the page two frames later. */
const onceShown = (lead: () => void) => requestAnimationFrame(() => requestAnimationFrame(lead))

/** Leads her to the first answer that is marked as wrong or missing, once the page shows it. */
export function leadToWrong(): void {
  onceShown(() => {
    const place = page()?.querySelector<HTMLElement>('[data-wrong]')
    if (!place) return
    unfold(place)
    place.scrollIntoView({ block: 'nearest' })
    place.querySelector<HTMLElement>('input, textarea, select, [tabindex="0"]')?.focus()
  })
}

/** Leads her to a field that a press has just added: the last of its name. */
export function leadToLast(control: string): void {
  onceShown(() => [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(control)}"]`)].at(-1)?.focus())
}

/** Leads her to an answer that is missing; a field that is left says what is wrong with it. */
export function lookAt(control: string): void {
  look(document.querySelector<HTMLElement>(`[data-key="${CSS.escape(control)}"]`))
}

function look(field: HTMLElement | null): void {
  field?.focus()
  field?.blur()
  field?.focus()
}

/** Leads her to the first field that holds more than can be kept, or a day that cannot be read: it would be lost without a word. False when everything fits. */
export function leadToUnfit(): boolean {
  const field = page()?.querySelector<HTMLElement>('[data-too-long], [data-unread]')
  if (!field) return false
  unfold(field)
  look(field)
  return true
}
