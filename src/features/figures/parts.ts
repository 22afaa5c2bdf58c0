import { isMissing } from '../../shared/missing.ts'
import { unknownPart } from './shape.ts'

export type Part = { readonly id: string; readonly value: number }

const isKnown = ({ id }: Part) => id !== unknownPart && !isMissing(id)

/** The largest first, or as time goes by; what nobody knows comes last: it is no answer among answers. */
export function inOrder(by: Readonly<Record<string, number>>, inTime: boolean): Part[] {
  const parts = Object.entries(by).map(([id, value]) => ({ id, value }))
  return parts.toSorted((one, other) => Number(isKnown(other)) - Number(isKnown(one)) || (inTime ? 0 : other.value - one.value) || one.id.localeCompare(other.id))
}

/** More months than a picture has room for are drawn year by year. */
export function drawn(parts: readonly Part[], months: boolean): readonly Part[] {
  if (!months || parts.length <= 15) return parts
  const years = Map.groupBy(parts, (part) => part.id.slice(0, 4))
  return [...years].map(([id, some]) => ({ id, value: some.reduce((sum, part) => sum + part.value, 0) }))
}

/** What a picture says in one sentence: its largest part and the next, or its largest and smallest where time goes by. */
export function gist(parts: readonly Part[], inTime: boolean): { readonly key: 'only' | 'most' | 'range'; readonly first: Part; readonly second?: Part } | undefined {
  const known = parts.filter(isKnown).filter((part) => inTime || part.value > 0).toSorted((one, other) => other.value - one.value)
  const [first, next] = [known[0], inTime ? known.at(-1) : known[1]]
  if (!first?.value) return undefined
  if (!next || next === first) return { key: 'only', first }
  return { key: inTime ? 'range' : 'most', first, second: next }
}
