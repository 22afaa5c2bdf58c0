import { hashOfSpan, placesIn } from './proofs.ts'
import type { HashAt, Proof } from './proofs.ts'
import type { Node } from './tree.ts'

type Spans = Parameters<typeof hashOfSpan>[0][]
export type NodesAt = (levels: readonly number[], places: readonly number[]) => Promise<readonly Node[]>

/** Hashes the spans of several proofs from kept nodes, asked for once. Throws when the tree has a hole. */
export async function prove(proofs: readonly Spans[], nodesAt: NodesAt): Promise<Proof[]> {
  const places = proofs.flat().flatMap(placesIn)
  if (!places.length) return proofs.map(() => [])
  const nodes = await nodesAt(places.map((one) => one.level), places.map((one) => one.place))
  const kept = new Map(nodes.map((node) => [`${node.level} ${node.place}`, node.hash]))
  const at: HashAt = ({ level, place }) => kept.get(`${level} ${place}`) ?? hole()
  return proofs.map((spans) => spans.map((span) => hashOfSpan(span, at)))
}

function hole(): never {
  throw new Error('the ledger’s tree has a hole')
}
