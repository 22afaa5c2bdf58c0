/** One question on which two versions differ, as it is read. `before`: what stood there when she began. */
export type Differing = { readonly key: string; readonly label: string; readonly mine: string; readonly theirs: string; readonly before: string }
export type Side = 'mine' | 'theirs'

/** Where only one of the two changed something, that is proposed; where both did, she decides. */
export function proposed({ mine, theirs, before }: Differing): Side | null {
  if (theirs === before) return 'mine'
  return mine === before ? 'theirs' : null
}

/** Field names whose answers differ; what both wrote alike is no question. */
export function differing(all: readonly Differing[]): readonly Differing[] {
  return all.filter(({ mine, theirs }) => mine !== theirs)
}

/** What she chose stands as long as it is the version she chose against; where another one came meanwhile, she is asked anew. */
export function stillChosen(fields: readonly Differing[], before: readonly Differing[], sides: Readonly<Record<string, Side | null>>): Readonly<Record<string, Side | null>> {
  const same = (one: Differing) => before.some(({ key, theirs }) => key === one.key && theirs === one.theirs)
  return Object.fromEntries(fields.map((one) => [one.key, same(one) ? (sides[one.key] ?? null) : proposed(one)]))
}
