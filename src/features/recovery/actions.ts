import type * as z from 'zod/mini'
import { fromBase64url } from '../../shared/bytes.ts'
import { decode } from '../../shared/canonical.ts'
import { hashOf } from '../../shared/hash.ts'
import { foldName } from '../../shared/names.ts'
import { KeptProblem, refuse } from '../../shared/problem.ts'
import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import type { Handlers, HouseSettings } from '../../server/handlers.ts'
import type { Tx } from '../../server/transaction.ts'
import { allowReading } from '../ledger/index.ts'
import type { papers as papersShape, recovery } from './contract.ts'
import { isFirstProof } from './first-proof.ts'
import { aboutFolders, aboutTeams, foreignSheets } from './rules.ts'
import { recoveryStore } from './store.ts'

type Papers = z.output<typeof papersShape>
type Asking = { readonly tx: Tx; readonly house: HouseSettings }

/** Under what wrong papers are counted: no member is called so, a name begins with no space. */
const papersName = ' papers'

/**
 * SHA-256 of a proof that is good: it never waits, because nobody guesses 256 bits, and whoever tries must not keep the true
 * papers out. Wrong ones wait like a wrong passphrase, and stand in the ledger.
 */
async function proved({ tx, house }: Asking, papers: Papers): Promise<Uint8Array> {
  const store = recoveryStore(tx)
  const proof = hashOf(fromBase64url(papers.authKey))
  const said = await store.papersAre(proof)
  const today = await store.today()
  if (said === 'unknown' && today && (await isFirstProof(today.root_public, proof, papers.sig))) await store.keepFirstProof(proof)
  else if (said !== 'good') {
    const wait = house.attempts.waitFor(papersName)
    if (wait > 0) refuse('too-many-attempts', { retryAfterSeconds: wait })
    house.attempts.failed(papersName)
    await noteInLedger(tx, 'recovery.refused', [])
    throw new KeptProblem('wrong-papers', { flaws: said === 'old' ? [{ path: 'papers', rule: 'superseded' }] : flawsOf(papers, today?.statement ?? null) })
  }
  house.attempts.succeeded(papersName)
  return proof
}

function flawsOf({ sheets }: Papers, statement: Uint8Array | null) {
  const signed = statement ? (decode(statement) as { shares: readonly Uint8Array[] }).shares : []
  const typed = sheets.map(({ number, hash }) => ({ number, hash: fromBase64url(hash) }))
  return foreignSheets(typed, signed).map((number) => ({ path: `sheets.${number}`, rule: 'foreign' }))
}

export const recoveryActions: Handlers<typeof recovery> = {
  async papers(_, { tx }) {
    const store = recoveryStore(tx)
    const [since, alone] = [await store.since(), await store.alone()]
    await noteInLedger(tx, 'recovery.read', [])
    return { since, alone }
  },

  async open({ papers }, asking) {
    const proof = await proved(asking, papers)
    const house = await recoveryStore(asking.tx).house(proof)
    await noteInLedger(asking.tx, 'recovery.opened', [])
    return house
  },

  async enter(input, asking) {
    const proof = await proved(asking, input.papers)
    const made = await recoveryStore(asking.tx).enter(proof, foldName(input.member.name), input)
    await noteInLedger(asking.tx, 'recovery.let-in', [], made ? 'done' : 'already-there')
    return { alreadyThere: !made }
  },

  async seat({ act, ...sent }, asking) {
    const { tx } = asking
    const made = await recoveryStore(tx).seat(await proved(asking, sent.papers), sent)
    if (made) await noteSigned(tx, act, { action: 'recovery.team', about: aboutTeams(sent.epochs), detail: sent })
    else await noteInLedger(tx, 'recovery.team', [], 'already-there')
    return { alreadyThere: !made }
  },

  async folders({ papers, holder, kind }, asking) {
    await allowReading(asking, 'list')
    const proof = await proved(asking, papers)
    const { traces, ...served } = await recoveryStore(asking.tx).folders(proof, holder, kind)
    await noteInLedger(asking.tx, 'recovery.folders-opened', traces)
    return served
  },

  async give({ act, ...sent }, asking) {
    const { papers, holder, holds } = sent
    if (holds.some((hold) => hold.by !== asking.member.id)) refuse('bad-input')
    const { tx } = asking
    const traces = await recoveryStore(tx).give(await proved(asking, papers), holder, holds)
    if (traces.length) await noteSigned(tx, act, { action: 'recovery.folders', about: aboutFolders(holder, holds), detail: sent }, traces)
    else await noteInLedger(tx, 'recovery.folders', [], 'already-there')
    return { alreadyThere: !traces.length }
  },

  async replace({ act, ...sent }, asking) {
    if (sent.row.by !== asking.member.id) refuse('bad-input')
    const { tx } = asking
    const store = recoveryStore(tx)
    const newProof = hashOf(fromBase64url(sent.authKey))
    // Sent twice: these papers are the old ones already, and the new ones are in force.
    const there = (await store.papersAre(newProof)) === 'good'
    const proof = there ? hashOf(fromBase64url(sent.papers.authKey)) : await proved(asking, sent.papers)
    const made = await store.replace(proof, newProof, sent)
    if (made) await noteSigned(tx, act, { action: 'recovery.replaced', about: aboutTeams(sent.epochs), detail: sent })
    else await noteInLedger(tx, 'recovery.replaced', [], 'already-there')
    return { alreadyThere: !made }
  },
}
