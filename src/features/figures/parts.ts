import { isMissing } from '../../shared/missing.ts'
import { unknownPart } from './shape.ts'

export type Part = { readonly id: string; readonly value: number }

const isKnown = ({ id }: Part) => id !== unknownPart && !isMissing(id)

/** The largest first, or as time goes by; what nobody knows comes last: it is no answer among answers. */
export function inOrder(by: Readonly<Record<string, number>>, inTime: boolean): Part[] {
  const parts = Object.entries(by).map(([id, value]) => ({ id, value }))
  return parts.toSorted((one, other) => Number(isKnown(other)) - Number(isKnown(one)) || (inTime ? 0 : other.value - one.value) || one.id.localeCompare(other.id))
}

/** The first of these, and all others together, so that they still add up; one that is left alone stands for itself. */
export function withOthers(parts: readonly Part[], most: number): { readonly first: readonly Part[]; readonly others: { readonly kinds: number; readonly value: number } | undefined } {
  if (parts.length <= most + 1) return { first: parts, others: undefined }
  const rest = parts.slice(most)
  return { first: parts.slice(0, most), others: { kinds: rest.length, value: rest.reduce((sum, { value }) => sum + value, 0) } }
}

/** More months than a picture has room for are drawn year by year. */
export function drawn(parts: readonly Part[], months: boolean): readonly Part[] {
  if (!months || parts.length <= 15) return parts
  const years = Map.groupBy(parts, (part) => part.id.slice(0, 4))
  return [...years].map(([id, some]) => ({ id, value: some.reduce((sum, part) => sum + part.value, 0) }))
}

type Gist = { readonly key: 'only' | 'most' | 'range' | 'top'; readonly first: Part; readonly second?: Part }

/**
 * What a picture says in one sentence: its largest part and the next, or its largest and smallest where time goes by. `now`: the
 * month that goes by, in the form of a month. It and those to come have not had their calls yet, so none of them is the smallest; and
 * where several are the smallest, none of them is named.
 */
export function gist(parts: readonly Part[], inTime: boolean, now: string): Gist | undefined {
  const known = parts.filter(isKnown).filter((part) => inTime || part.value > 0).toSorted((one, other) => other.value - one.value)
  const [first, next] = [known[0], known[1]]
  if (!first?.value) return undefined
  if (!next) return { key: 'only', first }
  if (!inTime) return { key: 'most', first, second: next }
  const over = known.filter(({ id }) => id < now.slice(0, id.length))
  const smallest = over.filter(({ value }) => value === over.at(-1)?.value)
  return smallest.length === 1 && smallest[0] !== first ? { key: 'range', first, second: smallest[0] as Part } : { key: 'top', first }
}
