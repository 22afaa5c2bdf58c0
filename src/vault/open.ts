import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { newId } from '../shared/new-id.ts'
import type { FolderId, MemberId } from '../shared/ids.ts'
import type { Keys } from './accounts.ts'
import { acts } from './acts.ts'
import { docContext, keyContext } from './contexts.ts'
import { commitmentOf, folderSecret, openEnvelope, openPiece, pad, sealEnvelope, sealPiece, unpad } from './envelope.ts'
import { bytesOrNone, folderKeyOf, unwrap, whyNotCommitted, whyNotSigned, wrapFor } from './folders.ts'
import type { FolderKey, Ring } from './folders.ts'
import { isStale, keyBefore, newGeneration, nextKey } from './generations.ts'
import { agree, open, signAsk, signRestriction, splitBefore, splitFor, splitStands } from './glass.ts'
import type { GlassFor, Split } from './glass.ts'
import { inviteSecrets } from './invites.ts'
import { openLetter } from './letters.ts'
import { certifyLedgerKey, isCertified } from './ledger-key.ts'
import { managing } from './managing.ts'
import { aesKey, derive, hashOfMany, openBytes, randomBytes, sealBytes, sha256, sign } from './primitives.ts'
import { headNamed } from './named-heads.ts'
import type { DocRow, FolderKeyRow, FolderKind, HoldRow, LedgerKeyRow, MemberRow, NewFolder, Renewal, TeamEpochRow } from './seal.ts'
import { epochKeys, seedBefore, seedOf } from './teams.ts'
import type { EpochKeys } from './teams.ts'
import type { RecoveryActs } from './recovery-acts.ts'
import { trustRecovery } from './recovery-chain.ts'
import { epochName, higherPins, trustCeremonies, trustMembers, trustTeams } from './trust.ts'
import type { TrustedTeam } from './trust.ts'
import { VaultRefusal } from './vault.ts'
import type { HouseKeys, OpenedDoc, Pins, Quarantined, QuarantineReason, Vault } from './vault.ts'

/** A member's vault, from the keys her passphrase opened. Nothing in it outlives the worker or process it lives in. */
export async function createVault(me: string, keys: Keys): Promise<Vault & RecoveryActs> {
  const organisation = keys.pins.organisation
  const ownKey = await aesKey(await derive(keys.userKey, 'wayout/own'))
  const ownWordsKey = await aesKey(await derive(keys.userKey, 'wayout/for-me'))
  const draftKey = await aesKey(await derive(keys.userKey, 'wayout/draft'))
  const folders = new Map<string, FolderKey[]>()
  /** Everybody's holds of a folder's newest key, where the server was asked for them or the folder was made here. */
  const everyone = new Map<string, readonly HoldRow[]>()
  /** Keys made here that no answer has confirmed yet: every document sealed under one carries it. */
  const renewals = new Map<string, Renewal>()
  /** Folders from whose newest key somebody was taken off, and for which coordinators a folder's key is split. */
  const spent = new Set<string>()
  const glasses = new Map<string, GlassFor>()
  let renewing: Promise<unknown> = Promise.resolve()
  const later: (() => Promise<Quarantined | undefined>)[] = []
  const toTell: Quarantined[] = []
  let checking = Promise.resolve()
  let teams = new Map<string, TrustedTeam>()
  /** Every roster ever trusted here, newest per epoch: one left out once is not forgotten. */
  let seen = new Map<string, TrustedTeam>()
  /** Of members certified again, the newest number ever trusted here. */
  const seenNumbers = new Map<string, number>()
  let known: Ring | undefined
  let directory: readonly MemberRow[] = []
  let ledgerKey: LedgerKeyRow | undefined
  let ledger = keys.pins.ledger
  const lastHead = () => (ledger && ledger.size > 0 ? headNamed(ledger) : null)
  let recoverySeen = keys.pins.recovery
  const ring = (): Ring => known ?? refusal('house-not-learnt')
  /** A rare day's work: its part comes when it is asked for. */
  const recovery = async () => (await import('./recovery-acts.ts')).recoveryActs({ ring, pins: keys.pins, teamOf: (name) => teams.get(name) })

  async function learnHouse(house: HouseKeys): Promise<Quarantined[]> {
    const recovery = await trustRecovery(house.organisation, house.recoveries, { ...keys.pins, ...(recoverySeen && { recovery: recoverySeen }) })
    const { people, quarantined } = await trustMembers(keys.pins, recovery, house.members, seenNumbers)
    for (const { id, number } of people.values()) if (number > 0) seenNumbers.set(id, number)
    await trustCeremonies(organisation, house.recoveries, people)
    if (recovery.generation > 0) recoverySeen = { generation: recovery.generation, rootPublic: toBase64url(recovery.rootPublic) }
    const trusted = await trustTeams(keys.pins, people, house.epochs, seen)
    const key = house.ledgerKey
    const certified = key && (await isCertified(organisation, recovery.roots[0]?.key, people, key).catch(() => false)) ? key : undefined
    if (key && !certified) quarantined.push({ what: 'ledger key', reason: 'bad-certificate' })
    // Of two certified keys the later one; one seen is not forgotten.
    if (certified && certified.number >= (ledgerKey?.number ?? 0)) ledgerKey = certified
    teams = trusted.teams
    directory = house.members
    seen = new Map([...seen, ...teams])
    const seeds = new Map<string, EpochKeys>()
    for (const seat of house.seats.filter((row) => row.wrap !== null)) {
      const team = teams.get(epochName(seat.holder, seat.epoch))
      const seed = team && (await seedOf(seat, organisation, people, keys.receiving).catch(() => undefined))
      const opened = seed && (await epochKeys(seed))
      const fits = opened && toBase64url(opened.publicKey) === toBase64url(team?.roster.publicKey ?? new Uint8Array())
      if (opened && fits) seeds.set(epochName(seat.holder, seat.epoch), opened)
      else quarantined.push({ what: `seat in ${seat.holder} epoch ${seat.epoch}`, reason: 'cannot-open' })
    }
    quarantined.push(...(await learnEarlier(organisation, house.epochs, teams, seeds)))
    const newest = newestEpochs(teams, seen, keys, quarantined)
    newest.set(organisation, { epoch: recovery.generation, publicKey: recovery.recoveryPublic })
    known = { me, organisation, signing: keys.signing, receiving: keys.receiving, ownKey, rootPublic: recovery.rootPublic, people, seeds, newest }
    return [...quarantined, ...trusted.quarantined]
  }

  async function makeFolder(kind: FolderKind, holders: readonly string[], listed: string, as?: Split): Promise<NewFolder> {
    const named = { folder: newId<'folder'>(), kind, gen: 1 }
    const raw = randomBytes(32)
    const commitment = commitmentOf(named.folder, 1, raw)
    const inside = holders.some((holder) => holder === me || ring().seeds.has(epochName(holder, ring().newest.get(holder)?.epoch ?? 0)))
    const all = [...new Set([...holders, ...(inside ? [] : [me]), organisation])]
    const [holds, sig, secret] = await Promise.all([
      Promise.all(all.map((holder) => wrapFor(ring(), holder, named, raw, listed))),
      sign(keys.signing, keyContext(organisation, named, commitment, null)),
      folderSecret(raw),
    ])
    folders.set(named.folder, [{ gen: 1, raw, secret, commitment, kind, signed: true }])
    everyone.set(named.folder, holds)
    const key: FolderKeyRow = { ...named, commitment: toBase64url(commitment), prev: null, by: me as MemberId, sig: toBase64url(sig) }
    const split = splitAs(as)
    const glass = split && (await splitFor(ring(), named, raw, split))
    if (split) glasses.set(named.folder, split)
    return { id: named.folder, kind, trace: newId(), key, holds, ...(glass && { glass }) }
  }

  async function admit(served: { readonly keys: readonly FolderKeyRow[]; readonly holds: readonly HoldRow[] }): Promise<Quarantined[]> {
    for (const row of served.keys) settle(row)
    const rows = new Map(served.keys.map((row) => [epochName(row.folder, row.gen), row]))
    // Held through two teams of hers, a key is unwrapped once: the second hold is for when the first does not open.
    const found = (await Promise.all([...Map.groupBy(served.holds, (hold) => epochName(hold.folder, hold.gen))].map(async ([name, holds]) => {
      const bad: (Quarantined | undefined)[] = []
      for (const hold of holds) bad.push(await admitOne(hold, rows.get(name)))
      return bad
    }))).flat()
    for (const row of [...served.keys].sort((one, other) => other.gen - one.gen)) {
      if (row.prev !== null) found.push(await admitBefore(row, rows.get(epochName(row.folder, row.gen - 1))))
    }
    return found.filter((one) => one !== undefined)
  }

  /** A key of ours that came back is the folder's; where somebody else's stands in its place, ours was never used. */
  function settle(row: FolderKeyRow): void {
    const mine = renewals.get(row.folder)
    if (mine?.key.gen !== row.gen) return
    renewals.delete(row.folder)
    if (mine.key.commitment === row.commitment) {
      everyone.set(row.folder, mine.holds)
      spent.delete(row.folder)
    } else forgetKey(row.folder, row.gen)
  }

  const forgetKey = (folder: string, gen: number) => void folders.set(folder, (folders.get(folder) ?? []).filter((key) => key.gen !== gen))

  const proven = new WeakSet<FolderKey>()

  /** The key before a renewed one: what proves the newer, and what opens the older for whoever holds only the newer. */
  async function admitBefore(row: FolderKeyRow, before: FolderKeyRow | undefined): Promise<Quarantined | undefined> {
    const key = folders.get(row.folder)?.find((one) => one.gen === row.gen)
    if (!key || !before || proven.has(key)) return undefined
    const [known, opened] = [hasKey(row.folder, before.gen), await keyBefore(ring(), row, key, before).catch(() => undefined)]
    // Only who held the key before can seal it under the next. One that does not is planted, whoever signed it: nothing goes under it.
    if (!opened && known) forgetKey(row.folder, row.gen)
    if (!opened) return { what: `folder ${row.folder}`, reason: 'wrong-key' }
    proven.add(key)
    if (known) return undefined
    folders.set(row.folder, [...(folders.get(row.folder) ?? []), opened])
    later.push(async () => verifyCommitment(before))
    return undefined
  }

  async function learnHolders(current: Parameters<Vault['learnHolders']>[0]): Promise<Quarantined[]> {
    const bad = await admit(current)
    for (const folder of new Set(current.keys.map((row) => row.folder))) {
      const gen = Math.max(...current.keys.filter((row) => row.folder === folder).map((row) => row.gen))
      everyone.set(folder, current.holds.filter((hold) => hold.folder === folder && hold.gen === gen))
      if (current.stale) spent.add(folder)
      else if (current.stale === false) spent.delete(folder)
      const maker = current.keys.find((row) => row.folder === folder && row.gen === gen)?.by
      const split = maker && (await splitBefore(ring(), (current.glass ?? []).filter((row) => row.folder === folder && row.gen === gen), maker))
      if (split) glasses.set(folder, split)
      else if (current.glass) glasses.delete(folder)
    }
    return bad
  }

  async function rehold(folder: string, holders: readonly string[], listed: string, as?: Split): Promise<Renewal> {
    await verifyAll()
    const before = newestKey(folder, renewals.get(folder)?.key.gen)
    if (!before.signed) refusal('unsigned-commitment')
    const to = [...new Set([...holders, organisation])].map((holder) => ({ holder, listed }))
    return (await nextKey(ring(), folder, before, to, splitAs(as))).row
  }

  const splitAs = (as: Split | undefined) => (as && 'like' in as ? glasses.get(as.like) : as)

  async function admitOne(hold: HoldRow, row: FolderKeyRow | undefined): Promise<Quarantined | undefined> {
    if (hasKey(hold.folder, hold.gen)) return undefined
    const what = `folder ${hold.folder}`
    const raw = await unwrap(ring(), hold)
    if (raw === 'not-held') return undefined
    if (typeof raw === 'string') return { what, reason: raw }
    if (!row) return { what, reason: 'wrong-key' }
    // Only an outsider's wrap needs the commitment checked before it is used; the others are checked before writing.
    const refused = hold.form === 'hpke' ? await whyNotCommitted(ring(), row) : undefined
    if (refused) return { what, reason: refused }
    const key = await folderKeyOf(row, raw, hold.form === 'hpke')
    if (!key) return { what, reason: 'wrong-key' }
    if (hasKey(hold.folder, hold.gen)) return undefined
    folders.set(hold.folder, [...(folders.get(hold.folder) ?? []), { ...key, through: { holder: hold.holder, epoch: hold.epoch } }])
    if (!key.signed) later.push(async () => verifyCommitment(row))
    return undefined
  }

  const hasKey = (folder: string, gen: number) => (folders.get(folder) ?? []).some((key) => key.gen === gen)

  async function verifyCommitment(row: FolderKeyRow): Promise<Quarantined | undefined> {
    const kept = folders.get(row.folder)?.find((key) => key.gen === row.gen)
    if (!kept || kept.signed) return undefined
    const reason = await whyNotCommitted(ring(), row)
    const others = (folders.get(row.folder) ?? []).filter((key) => key !== kept)
    folders.set(row.folder, reason ? others : [...others, { ...kept, signed: true }])
    return reason && { what: `folder ${row.folder}`, reason }
  }

  /** The newest key of a folder; `but` leaves out a generation. */
  function newestKey(folder: string, but?: number): FolderKey {
    const all = (folders.get(folder) ?? []).filter((key) => key.gen !== but).sort((one, other) => other.gen - one.gen)
    return all[0] ?? refusal('not-held')
  }

  async function share(folder: string, holders: readonly string[], listed: string): Promise<HoldRow[]> {
    await verifyAll()
    const key = newestKey(folder, renewals.get(folder)?.key.gen)
    if (!key.signed) refusal('unsigned-commitment')
    return Promise.all(holders.map((holder) => wrapFor(ring(), holder, { folder, kind: key.kind, gen: key.gen }, key.raw, listed)))
  }

  async function sealDoc(named: { folder: string; id: string; version: number; schema: string }, content: unknown): Promise<DocRow> {
    const renews = await renewed(named.folder)
    if (!newestKey(named.folder).signed) await verifyAll()
    const key = newestKey(named.folder)
    if (!key.signed) refusal('unsigned-commitment')
    const doc = { ...named, folder: named.folder as FolderId, gen: key.gen, head: lastHead() }
    const blob = await sealEnvelope(key.secret, key.commitment, organisation, doc, content)
    const sig = await sign(keys.signing, docContext(organisation, doc, await hashOfMany(blob)))
    return { ...doc, blob: toBase64url(blob), author: me as MemberId, sig: toBase64url(sig), ...(renews && { renews }) }
  }

  /** One after another: two documents sealed at once for one folder go under the same new key. */
  function renewed(folder: string): Promise<Renewal | undefined> {
    const next = renewing.then(() => renew(folder))
    renewing = next.catch(() => undefined)
    return next
  }

  async function renew(folder: string): Promise<Renewal | undefined> {
    const pending = renewals.get(folder)
    if (pending && !isStale(ring(), pending.holds) && splitStands(ring(), pending.glass)) return pending
    if (pending) forgetKey(folder, pending.key.gen)
    renewals.delete(folder)
    const { gen, through } = newestKey(folder)
    const holds = everyone.get(folder)
    // A team whose newest roster is withheld has no newest epoch here: whoever left it may have this key.
    if ((holds ?? (through ? [through] : [])).some(({ holder, epoch }) => epoch > 0 && !ring().newest.has(holder) && !ring().people.has(holder))) refusal('old-roster')
    const stale = spent.has(folder) || isStale(ring(), holds ?? (through ? [through] : []))
    if (!stale) return undefined
    if (!holds || holds.some((hold) => hold.gen !== gen)) return refusal('holders-unknown')
    await verifyAll()
    const before = newestKey(folder)
    if (!before.signed) refusal('unsigned-commitment')
    const made = await newGeneration(ring(), folder, before, holds, glasses.get(folder))
    folders.set(folder, [...(folders.get(folder) ?? []), made.key])
    renewals.set(folder, made.row)
    return made.row
  }

  function openDocs(docs: readonly DocRow[], how: { readonly signatures: 'now' | 'later' } = { signatures: 'now' }): Promise<OpenedDoc[]> {
    return Promise.all(docs.map((doc) => openDoc(doc, how.signatures)))
  }

  async function openDoc(doc: DocRow, signatures: 'now' | 'later'): Promise<OpenedDoc> {
    const name = { folder: doc.folder, id: doc.id, version: doc.version, schema: doc.schema, author: doc.author }
    const key = folders.get(doc.folder)?.find((one) => one.gen === doc.gen)
    if (!key) return { ...name, quarantined: 'not-held' }
    const blob = await bytesOrNone(doc.blob, (bytes) => bytes)
    if (!blob) return { ...name, quarantined: 'cannot-open' }
    const check = async () => whyNotSigned(ring(), doc.author, doc.sig, docContext(organisation, doc, await sha256(blob)), doc.head)
    const reason = signatures === 'now' ? await check() : undefined
    if (reason) return { ...name, quarantined: reason }
    try {
      const content = await openEnvelope(key.secret, key.commitment, organisation, doc, blob)
      if (signatures === 'later') later.push(async () => named(`document ${doc.id}`, await check()))
      return { ...name, content }
    } catch {
      return { ...name, quarantined: 'cannot-open' }
    }
  }

  const sealFile: Vault['sealFile'] = async (folder, file, pieces, run = { from: 0, of: pieces.length }) => {
    if (run.gen === undefined) await renewed(folder)
    const keyOfRun = () => (run.gen === undefined ? newestKey(folder) : (folders.get(folder)?.find((one) => one.gen === run.gen) ?? refusal('not-held')))
    if (!keyOfRun().signed) await verifyAll()
    const key = keyOfRun()
    if (!key.signed) refusal('unsigned-commitment')
    const sealed = await Promise.all(pieces.map((bytes, at) => sealPiece(key.secret, key.commitment, organisation, { folder, file, n: run.from + at, of: run.of, gen: key.gen }, bytes)))
    return { gen: key.gen, pieces: await Promise.all(sealed.map(async (blob) => ({ bytes: toBase64url(blob), hash: toBase64url(await sha256(blob)) }))) }
  }

  async function openFile(named: Parameters<Vault['openFile']>[0], pieces: readonly string[]) {
    const { folder, file, gen, hashes } = named
    const key = folders.get(folder)?.find((one) => one.gen === gen) ?? refusal('not-held')
    if (pieces.length !== hashes.length) refusal('cannot-open')
    return Promise.all(pieces.map(async (text, n) => {
      const blob = fromBase64url(text)
      if (toBase64url(await sha256(blob)) !== hashes[n]) refusal('cannot-open')
      return openPiece(key.secret, key.commitment, organisation, { folder, file, n, of: hashes.length, gen }, blob)
    }))
  }

  /** One after another: whoever waits for this waits for what is being checked already. What it finds is kept to be told. */
  function verifyAll(): Promise<void> {
    checking = checking.then(async () => {
      for (let check = later.shift(); check; check = later.shift()) {
        const bad = await check()
        if (bad) toTell.push(bad)
      }
    })
    return checking
  }

  async function verifyLater(): Promise<Quarantined[]> {
    await verifyAll()
    return toTell.splice(0)
  }

  const openLetters: Vault['openLetters'] = (letters) => Promise.all(letters.map(async ({ team, epoch, id, sealed }) => {
    const mine = ring().seeds.get(epochName(team, epoch))
    const letter = mine && (await bytesOrNone(sealed, (bytes) => bytes))
    return letter && openLetter(mine.receivingSecret, { organisation, team, epoch, id }, letter).catch(() => undefined)
  }))

  const pins = async () => {
    const newest = [...seen.values()].map(({ roster }) => ({ team: roster.team, epoch: roster.epoch, version: roster.version }))
    const before: Pins = { ...higherPins(keys.pins, { ...keys.pins, members: Object.fromEntries(seenNumbers) }), ...(ledger && { ledger }), ...(recoverySeen && { recovery: recoverySeen }) }
    return newest.reduce((known, { team, ...pin }) => higherPins(known, { ...known, rosters: { [team]: pin } }), before)
  }
  const forMe = (what: string) => ['wayout/for-me/1', me, what] as const
  const draftContext = (id: string) => ['wayout/draft/1', me, id] as const
  return {
    me, organisation, learnHouse, makeFolder, admit, learnHolders, rehold, share, sealDoc, openDocs, sealFile, openFile, verifyLater, openLetters,
    sealDraft: async (id, content) => toBase64url(await sealBytes(draftKey, encode(content), draftContext(id))),
    openDraft: async (id, blob) => decode(await openBytes(draftKey, fromBase64url(blob), draftContext(id))),
    sealForMe: async (what, content) => toBase64url(await sealBytes(ownWordsKey, pad(encode(content)), forMe(what))),
    openForMe: async (what, sealed) => decode(unpad(await openBytes(ownWordsKey, fromBase64url(sealed), forMe(what)))),
    pins,
    signRestriction: async (restriction) => signRestriction(ring(), restriction),
    signAsk: async (request) => signAsk(ring(), request),
    agreeToGlass: async (request, restriction, shares) => agree(ring(), request, restriction, shares),
    openGlass: async (request, agreedBy, halves, listed) => open(ring(), request, agreedBy, halves, listed),
    pinLedger: (pin) => { ledger = pin },
    ledgerKey: () => ledgerKey,
    certifyLedger: (publicKey, number) => certifyLedgerKey(keys.signing, organisation, me, publicKey, number),
    ...inviteSecrets(ring, keys.pins),
    ...acts(ring, lastHead),
    ...managing({ ring, signing: keys.signing, trusted: (team) => teams.get(epochName(team, ring().newest.get(team)?.epoch ?? 0)), directory: () => directory, head: lastHead }),
    recoveryFor: async (...given) => (await recovery()).recoveryFor(...given),
    teamsRecovery: async (...given) => (await recovery()).teamsRecovery(...given),
    enterTeams: async (...given) => (await recovery()).enterTeams(...given),
    seatAnew: async (...given) => (await recovery()).seatAnew(...given),
    giveFrom: async (...given) => (await recovery()).giveFrom(...given),
    replacePapers: async (...given) => (await recovery()).replacePapers(...given),
    openKeepers: async (...given) => (await recovery()).openKeepers(...given),
  }
}

type Trusted = ReadonlyMap<string, TrustedTeam>

/** Down from every epoch I sit in: each holds the seed before it, good only when it fits that epoch's signed roster. */
async function learnEarlier(organisation: string, epochs: readonly TeamEpochRow[], teams: Trusted, seeds: Map<string, EpochKeys>): Promise<Quarantined[]> {
  const bad: Quarantined[] = []
  for (const row of [...epochs].sort((one, other) => other.epoch - one.epoch)) {
    const before = epochName(row.team, row.epoch - 1)
    const [mine, roster] = [seeds.get(epochName(row.team, row.epoch)), teams.get(before)?.roster]
    if (!mine || !roster || row.prevSeed === null || seeds.has(before)) continue
    const opened = await seedBefore(row, organisation, mine).then(epochKeys).catch(() => undefined)
    if (opened && toBase64url(opened.publicKey) === toBase64url(roster.publicKey)) seeds.set(before, opened)
    else bad.push({ what: `team ${before}`, reason: 'cannot-open' })
  }
  return bad
}

function newestEpochs(teams: Trusted, seen: Trusted, keys: Keys, quarantined: Quarantined[]) {
  const newest = new Map<string, { epoch: number; publicKey: TrustedTeam['roster']['publicKey'] }>()
  for (const { roster } of teams.values()) {
    if ((newest.get(roster.team)?.epoch ?? 0) < roster.epoch) newest.set(roster.team, { epoch: roster.epoch, publicKey: roster.publicKey })
  }
  const floors = new Map(Object.entries(keys.pins.rosters).map(([team, pin]) => [team, pin.epoch]))
  for (const { roster } of seen.values()) floors.set(roster.team, Math.max(floors.get(roster.team) ?? 0, roster.epoch))
  // A removal that is withheld shows as an epoch below one pinned or seen: nothing is wrapped to that team any more.
  for (const [team, epoch] of floors) {
    if ((newest.get(team)?.epoch ?? 0) >= epoch) continue
    newest.delete(team)
    quarantined.push({ what: `team ${team}`, reason: 'old-roster' })
  }
  return newest
}

function named(what: string, reason: QuarantineReason | undefined): Quarantined | undefined {
  return reason && { what, reason }
}

function refusal(reason: string): never {
  throw new VaultRefusal(reason)
}
