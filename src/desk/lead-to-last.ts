/** Leads her to a field that a press has just added: the last of its name. */
export function leadToLast(control: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(control)}"]`)].at(-1)?.focus()))
}
