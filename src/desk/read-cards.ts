import { openDB } from 'idb'
import { clients } from '../features/clients/contract.ts'
import type { Call } from '../shared/call.ts'
import type { OutputOf } from '../shared/endpoint.ts'
import type { ClientId, FolderId } from '../shared/ids.ts'
import { patiently } from '../shared/patiently.ts'
import type { Quarantined } from '../vault/vault.ts'
import type { Keys } from './keys/keys.ts'

export type Cards = 'loading' | 'ready' | 'failed'
type Around = { readonly keys: Keys; readonly call: Call; readonly member: string; readonly found: (bad: readonly Quarantined[]) => void }

type Said = OutputOf<typeof clients.cardVersions>
type Read = { readonly cards: number; readonly fetched: number; readonly changed: boolean }

/**
 * Everybody she may find. The program says which cards are hers now and in which version; what this computer kept sealed of them is used
 * again, and only the others are fetched. `ahead`: what was asked while the desk was still being opened.
 */
export async function readCards(around: Around, ahead?: Promise<Said | undefined>): Promise<Cards> {
  const { keys, call, member, found } = around
  const begun = performance.now()
  try {
    // Whoever is written down while cards are being read is not among these.
    const known = await keys.clientsKnown()
    const said = await ahead
    const copy = said || known.length ? undefined : await keptHere(member)
    const { changed, ...detail } = said || known.length || copy ? await renew(around, known, said ?? (await ask(around, copy))) : await fetchAll(around)
    // How long it took, in this browser alone: what the bench reads.
    performance.measure('wayout.cards', { start: begun, end: performance.now(), detail })
    void keys.verifyLater().then(async (bad) => {
      found(bad)
      if (changed) await keep(member, await keys.sealCards((await call(clients.copyPart, {})).part))
      performance.mark('wayout.cards-kept')
    }).catch(() => undefined)
    return 'ready'
  } catch {
    return 'failed'
  }
}

/** Where this computer kept cards of hers they are asked for while the rest of the desk is opened. */
export async function askAhead(around: Omit<Around, 'found'>): Promise<Said | undefined> {
  try {
    const copy = await keptHere(around.member)
    return copy && (await ask(around, copy))
  } catch {
    return undefined
  }
}

/** Which cards are hers now; what was kept is opened meanwhile. */
async function ask({ keys, call }: Omit<Around, 'found'>, copy: Copy | undefined): Promise<Said> {
  const open = async (sealed: Copy) => keys.openKept((await call(clients.copyPart, {})).part, sealed)
  const [said] = await Promise.all([patiently(() => call(clients.cardVersions, {})), copy && open(copy)])
  return said
}

async function renew(around: Around, known: readonly string[], { cards, restricted, joined }: Said): Promise<Read> {
  await around.keys.learnJoined(joined)
  const { missing, changed } = await around.keys.takeCards({ cards, restricted, known })
  if (missing.length > mostAlone) await fetchAll(around)
  else await fetchThese(around, missing as ClientId[])
  return { cards: cards.length, fetched: missing.length, changed }
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
async function fetchAll({ keys, call, found }: Around): Promise<Read> {
  const segment = (after: FolderId | null): Promise<Segment> => patiently(() => call(clients.cards, after === null ? { limit: 1000 } : { limit: 1000, after }))
  let [coming, count]: [Promise<Segment> | undefined, number] = [segment(null), 0]
  while (coming) {
    const { cards, joined, next }: Segment = await coming
    if (next === null) await keys.learnJoined(joined)
    coming = next === null ? undefined : segment(next)
    await learn(keys, cards, found)
    count += cards.length
  }
  return { cards: count, fetched: count, changed: true }
}

type Segment = OutputOf<typeof clients.cards>

async function learn(keys: Keys, cards: OutputOf<typeof clients.cards>['cards'], found: Around['found']): Promise<void> {
  found((await keys.learnCards(cards)).quarantined.filter(({ reason }) => reason !== 'not-held'))
}

type Copy = Uint8Array<ArrayBuffer>
type Kept = { readonly member: string; readonly sealed: Copy }
/** Apart from drafts: what is kept here can be read anew from the program. */
const here = () => openDB('wayout-cards', 1, { upgrade: (db) => void db.createObjectStore('copies', { keyPath: 'member' }) })

/** Without room, or where a browser keeps nothing, cards are read from the program each time. */
async function keptHere(member: string): Promise<Copy | undefined> {
  try {
    const db = await here()
    const kept = (await db.get('copies', member)) as Kept | undefined
    db.close()
    return kept?.sealed
  } catch {
    return undefined
  }
}

async function keep(member: string, sealed: Copy): Promise<void> {
  const db = await here()
  await db.put('copies', { member, sealed } satisfies Kept)
  db.close()
}
