/** Both ends belong to it. */
export type Bounds = { readonly from: number; readonly to: number }

/** Figures, also in groups of three as they are written here (`12.500`), in English (`12,500`) or with a space. */
const figures = /^(?:\d{1,15}|\d{1,3}(?:([.,\s\u00a0])\d{3})(?:\1\d{3}){0,3})$/

/**
 * A number as it is typed. `null`: nothing is typed. `wrong`: it is no whole number within its bounds; nothing is ever
 * left out of what was typed to make one of it (1.5 is not 15).
 */
export function readWhole(text: string, { from, to }: Bounds): number | null | 'wrong' {
  const typed = text.trim()
  if (typed === '') return null
  if (!figures.test(typed)) return 'wrong'
  const read = Number(typed.replace(/\D/g, ''))
  return read >= from && read <= to ? read : 'wrong'
}

/** Whether more figures could still make it fit: she is in the middle of a number, and is not told that it is wrong. */
export function stillTyping(text: string, { from }: Bounds): boolean {
  const typed = text.trim()
  return /^\d+$/.test(typed) && Number(typed) < from && typed.length < String(from).length
}

/** A year in four figures, with the dot that Serbian puts after it or without. */
export function readYear(text: string, bounds: Bounds): number | null | 'wrong' {
  const typed = text.trim()
  return typed === '' || /^\d{4}\.?$/.test(typed) ? readWhole(typed.replace('.', ''), bounds) : 'wrong'
}
