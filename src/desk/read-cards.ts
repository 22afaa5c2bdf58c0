import { openDB } from 'idb'
import { clients } from '../features/clients/contract.ts'
import type { Call } from '../shared/call.ts'
import type { OutputOf } from '../shared/endpoint.ts'
import type { ClientId, FolderId } from '../shared/ids.ts'
import { Problem } from '../shared/problem.ts'
import type { Quarantined } from '../vault/vault.ts'
import type { Keys } from './keys/keys.ts'

export type Cards = 'loading' | 'ready' | 'failed'
type Around = { readonly keys: Keys; readonly call: Call; readonly member: string; readonly found: (bad: readonly Quarantined[]) => void }

/**
 * Everybody she may find. The program says which cards are hers now and in which version; what this computer kept sealed of them is used
 * again, and only the others are fetched.
 */
export async function readCards(around: Around): Promise<Cards> {
  const { keys, call, member, found } = around
  const begun = performance.now()
  try {
    // Whoever is written down while cards are being read is not among these.
    const known = await keys.clientsKnown()
    const asked = patiently(() => call(clients.cardVersions, {}))
    const copy = await keptHere(member)
    // On a computer that never had them all are missing: the first are fetched before that was said.
    const first = copy || known.length ? undefined : segment(call, null)
    const [{ part, cards, restricted }] = await Promise.all([asked, first])
    const { missing, changed } = await keys.takeCards({ part, cards, restricted, known, ...(copy && { copy }) })
    if (missing.length > mostAlone) await fetchAll(around, first ?? segment(call, null))
    else await fetchThese(around, missing as ClientId[])
    // How long it took, in this browser alone: what the bench reads.
    performance.measure('wayout.cards', { start: begun, end: performance.now(), detail: { cards: cards.length, fetched: missing.length } })
    void keys.verifyLater().then(async (bad) => {
      found(bad)
      if (changed) await keep(member, await keys.sealCards(part))
      performance.mark('wayout.cards-kept')
    }).catch(() => undefined)
    return 'ready'
  } catch {
    return 'failed'
  }
}

/** More than these are fetched in whole segments. */
const mostAlone = 400

async function fetchThese({ keys, call, found }: Around, missing: readonly ClientId[]): Promise<void> {
  for (let at = 0; at < missing.length; at += 200) {
    const { cards } = await patiently(() => call(clients.cardsOf, { clients: missing.slice(at, at + 200) }))
    await learn(keys, cards, found)
  }
}

/** Segments of a thousand; the next is fetched while the one before is opened. Each is one ledger entry. */
async function fetchAll({ keys, call, found }: Around, first: Promise<Segment>): Promise<void> {
  let coming: Promise<Segment> | undefined = first
  while (coming) {
    const { cards, next }: Segment = await coming
    coming = next === null ? undefined : segment(call, next)
    await learn(keys, cards, found)
  }
}

type Segment = OutputOf<typeof clients.cards>
const segment = (call: Call, after: FolderId | null): Promise<Segment> => patiently(() => call(clients.cards, after === null ? { limit: 1000 } : { limit: 1000, after }))

async function learn(keys: Keys, cards: OutputOf<typeof clients.cards>['cards'], found: Around['found']): Promise<void> {
  found((await keys.learnCards(cards)).quarantined.filter(({ reason }) => reason !== 'not-held'))
}

/** Where cards were fetched too often it waits as long as it is told; every other problem goes on its way. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(pauseOf)
    if (typeof answer !== 'number') return answer
    await new Promise((done) => setTimeout(done, answer * 1000))
  }
}

/** Seconds. */
function pauseOf(problem: unknown): number {
  if (problem instanceof Problem && problem.kind === 'too-much-reading') return problem.details.retryAfterSeconds ?? 5
  throw problem
}

type Kept = { readonly member: string; readonly sealed: Uint8Array<ArrayBuffer> }
/** Apart from drafts: what is kept here can be read anew from the program. */
const here = () => openDB('wayout-cards', 1, { upgrade: (db) => void db.createObjectStore('copies', { keyPath: 'member' }) })

/** Without room, or where a browser keeps nothing, cards are read from the program each time. */
async function keptHere(member: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const db = await here()
    const kept = (await db.get('copies', member)) as Kept | undefined
    db.close()
    return kept?.sealed
  } catch {
    return undefined
  }
}

async function keep(member: string, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
  const db = await here()
  await db.put('copies', { member, sealed } satisfies Kept)
  db.close()
}
