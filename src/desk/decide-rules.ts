/** One question on which two versions differ, as it is read. `before`: what stood there when she began. */
export type Differing = { readonly key: string; readonly label: string; readonly mine: string; readonly theirs: string; readonly before: string }
export type Side = 'mine' | 'theirs'

/** Where only one of the two changed something, that is proposed; where both did, she decides. */
export function proposed({ mine, theirs, before }: Differing): Side | null {
  if (theirs === before) return 'mine'
  return mine === before ? 'theirs' : null
}

/** What she chose holds for the version she chose against: of another that came meanwhile she is asked anew. */
export function sideOf(field: Differing, chosen: { readonly side: Side; readonly theirs: string } | undefined): Side | null {
  return chosen?.theirs === field.theirs ? chosen.side : proposed(field)
}

/** Field names whose answers differ; what both wrote alike is no question. */
export function differing(all: readonly Differing[]): readonly Differing[] {
  return all.filter(({ mine, theirs }) => mine !== theirs)
}
