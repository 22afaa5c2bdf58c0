/**
 * A language nobody speaks, for tests: a third longer, written from right to left. On only where a test put the switch into this
 * window's session; no page offers it.
 */
export const pseudo = typeof sessionStorage !== 'undefined' && sessionStorage.getItem('wayout.pseudo') === 'rtl'

const letters = 'אבגדהוזחטיכלמנסעפצקרשת'

export function bend(text: string): string {
  if (!pseudo) return text
  const strange = text.replace(/\p{L}/gu, (letter) => letters[(letter.codePointAt(0) ?? 0) % letters.length] ?? letter)
  return `${strange}${strange.length > 3 ? ` ${letters.slice(0, Math.ceil(strange.length / 3))}` : ''}`
}
