import { isCardWords } from '../../features/clients/card-shape.ts'
import type { CardWords } from '../../features/clients/contract.ts'
import { addDays } from '../../shared/calendar.ts'
import { prefold, findIn } from '../../shared/names.ts'
import type { Folded } from '../../shared/names.ts'
import { forNewCode, forPasskey, forPassphrase, fromPasskey, fromPassphrase, fromRecoveryCode, newAccount, openAccount, renewBundle } from '../../vault/accounts.ts'
import type { Kdf } from '../../vault/accounts.ts'
import { foundHouse } from '../../vault/founding.ts'
import type { FirstMember, TeamName } from '../../vault/founding.ts'
import { acceptanceMac, readInvitation } from '../../vault/invites.ts'
import { createVault } from '../../vault/open.ts'
import type { RecoveryActs } from '../../vault/recovery-acts.ts'
import { newPassphrase } from '../../vault/phrase.ts'
import type { DocRow, FolderKeyRow, HoldRow } from '../../vault/seal.ts'
import { VaultRefusal } from '../../vault/vault.ts'
import type { Quarantined, Vault } from '../../vault/vault.ts'
import { openCopy, sealCopy } from './cards-copy.ts'
import { createLedgerFollower } from './ledger-follower.ts'
import type { SaidHead } from './ledger-follower.ts'
import { createPapers } from './papers.ts'
import { toBase64url } from '../../shared/bytes.ts'
import type { Bytes } from '../../shared/bytes.ts'
import { newId } from '../../shared/new-id.ts'
import type { MemberId } from '../../shared/ids.ts'

export type CardRow = { readonly client: string; readonly key: FolderKeyRow; readonly hold: HoldRow; readonly doc: DocRow; readonly earlier?: readonly FolderKeyRow[] | undefined; readonly named?: readonly string[] | null }
export type OpenCard = { readonly client: string; readonly folder: string; readonly doc: string; readonly version: number; readonly words: CardWords; /** Those to whom she is restricted. */ readonly named?: readonly string[] | null }

/** What the program says of cards: client, document and version of each; who is restricted, and to whom. `known`: who was known before it was asked. */
export type CurrentCards = {
  readonly cards: readonly (readonly [client: string, doc: string, version: number])[]
  readonly restricted: readonly { readonly client: string; readonly named: readonly string[] }[]
  readonly known: readonly string[]
}

type Findable = { readonly of: OpenCard; readonly folded: Folded }
function findable(card: OpenCard): Findable {
  const { names, aliases, town, code, phones } = card.words
  return { of: card, folded: prefold({ names: [...names, ...aliases], words: [town, code], phones }) }
}

/** Cards opened at a time. */
const handful = 128

/** ISO days, the latest first. */
const byLastDay = (one: OpenCard, other: OpenCard) => (one.words.lastDay < other.words.lastDay ? 1 : one.words.lastDay > other.words.lastDay ? -1 : 0)

/**
 * Everything that holds a key, in the one place that holds keys: the key worker. Nothing here speaks to the server, and
 * no key ever leaves it. What a page gets are proofs, sealed rows to send, and opened words to show.
 */
export function createKeyring() {
  let kek: CryptoKey | undefined
  let vault: (Vault & RecoveryActs) | undefined
  let own: { readonly member: string; readonly userKey: Bytes } | undefined
  const cards = new Map<string, Findable>()
  let joined: ReadonlyMap<string, string> = new Map()
  let kept: readonly Findable[] = []
  let ledger: ReturnType<typeof createLedgerFollower> | undefined
  const opened = () => vault ?? locked()
  const papers = createPapers(opened)
  const followed = () => ledger ?? locked()
  const mine = () => own ?? locked()

  async function learnCards(rows: readonly CardRow[]) {
    const quarantined: Quarantined[] = []
    // In small handfuls: whoever types meanwhile is answered between two of them.
    for (let at = 0; at < rows.length; at += handful) quarantined.push(...(await learnSome(rows.slice(at, at + handful))))
    return { count: cards.size, quarantined }
  }

  async function learnSome(rows: readonly CardRow[]): Promise<Quarantined[]> {
    const refused = await opened().admit({ keys: rows.flatMap((row) => [row.key, ...(row.earlier ?? [])]), holds: rows.map((row) => row.hold) })
    const docs = await opened().openDocs(rows.map((row) => row.doc), { signatures: 'later' })
    docs.forEach((doc, at) => {
      const row = rows[at]
      if (row && isCardWords(doc.content)) keepCard({ client: row.client, folder: doc.folder, doc: doc.id, version: doc.version, words: doc.content, named: row.named ?? null })
    })
    const closed = docs.filter((doc) => doc.quarantined || !isCardWords(doc.content)).map((doc) => ({ what: `card ${doc.folder}`, reason: doc.quarantined ?? 'cannot-open' as const }))
    return [...refused, ...closed]
  }

  let sorted: Findable[] | undefined
  const latestFirst = () => (sorted ??= [...cards.values()].sort((one, other) => byLastDay(one.of, other.of)))

  /** What this computer kept is opened while the program says what is hers; nobody is found by it before. */
  async function openKept(part: string, copy: Bytes): Promise<void> {
    kept = (await openCopy(mine().member, mine().userKey, part, copy)).map(findable)
  }

  /** Of the cards that are hers now, those known in that version stay, and those that are not hers any more go. `missing`: who must be fetched. `changed`: what was kept sealed is not the same any more. */
  async function takeCards({ cards: current, restricted, known }: CurrentCards): Promise<{ missing: string[]; changed: boolean }> {
    const versions = new Map(current.map(([client, doc, version]) => [client, { doc, version }]))
    const named = new Map(restricted.map((one) => [one.client, one.named]))
    const isCurrent = (card: OpenCard | undefined) => {
      const now = card && versions.get(card.client)
      return now !== undefined && now.doc === card?.doc && now.version <= card.version
    }
    for (const one of kept) if (isCurrent(one.of) && !isCurrent(cards.get(one.of.client)?.of)) cards.set(one.of.client, one)
    forget(known.filter((client) => !versions.has(client)))
    for (const { of: card } of cards.values()) if (card.named || named.has(card.client)) keepCard({ ...card, named: named.get(card.client) ?? null })
    const missing = current.map(([client]) => client).filter((client) => !isCurrent(cards.get(client)?.of))
    const changed = missing.length > 0 || kept.length !== current.length
    kept = []
    return { missing, changed }
  }

  function forget(clients: readonly string[]): void {
    for (const client of clients) cards.delete(client)
    sorted = undefined
  }

  /** A slower answer never puts an older version over a newer one. */
  function keepCard(card: OpenCard): void {
    const known = cards.get(card.client)?.of
    if (known && known.doc === card.doc && known.version > card.version) return
    sorted = undefined
    cards.set(card.client, findable(card))
  }

  return {
    /** Proofs for signing in; the key-encryption key stays here. */
    async prove(passphrase: string, salt: string, kdf: Kdf) {
      const proof = await fromPassphrase(passphrase, salt, kdf)
      kek = proof.kek
      return { authKey: proof.authKey }
    },
    async proveByCode(code: string) {
      const proof = await fromRecoveryCode(code)
      kek = proof.kek
      return { authKey: proof.authKey }
    },
    async takePasskey(secret: Bytes) {
      kek = await fromPasskey(secret)
    },
    async unlock(member: string, userKey: string, bundle: string) {
      const keys = await openAccount(member, kek ?? locked(), userKey, bundle)
      vault = await createVault(member, keys)
      own = { member, userKey: keys.userKey }
      ledger = createLedgerFollower(keys.pins.ledger, vault.pinLedger, vault.ledgerKey)
      kek = undefined
      return { settings: keys.settings }
    },
    /** Shows anew that it is she; nothing is opened with it. */
    async proofAnew(secret: string, by: 'passphrase' | 'recovery', salt: string, kdf: Kdf) {
      const { authKey } = by === 'recovery' ? await fromRecoveryCode(secret) : await fromPassphrase(secret, salt, kdf)
      return { authKey, by }
    },
    forPassphrase: async (passphrase: string) => forPassphrase(mine().member, mine().userKey, passphrase),
    forPasskey: async (secret: Bytes) => forPasskey(mine().member, mine().userKey, secret),
    forNewCode: async () => forNewCode(mine().member, mine().userKey),
    /** The bundle the program has, with what is known here added to it; undefined when it has all of that. */
    renewBundle: async (bundle: string, settings?: Readonly<Record<string, unknown>>) =>
      renewBundle(mine().member, mine().userKey, bundle, { pins: await opened().pins(), ...(settings && { settings }) }),
    sealForMe: (...given: Parameters<Vault['sealForMe']>) => opened().sealForMe(...given),
    openForMe: (...given: Parameters<Vault['openForMe']>) => opened().openForMe(...given),
    newPassphrase: async () => newPassphrase(),
    found: async (organisation: string, first: FirstMember, teams: readonly TeamName[], ledgerPublic: string) => {
      const { keys: _, ...rows } = await foundHouse(organisation, first, teams, ledgerPublic)
      return rows
    },
    async accept(fragment: string, passphrase: string) {
      const invitation = readInvitation(fragment)
      const member = (invitation.again ?? newId<'member'>()) as MemberId
      const { account, keys, recoveryCode } = await newAccount(member, passphrase, {
        organisation: invitation.organisation, rootPublic: invitation.rootPublic, rosters: {},
      })
      const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
      const mac = await acceptanceMac(invitation.secret, invitation.invite, { member, ...publicKeys })
      return { invite: invitation.invite, member, ...publicKeys, mac, account, recoveryCode }
    },
    inviteIn: async (fragment: string) => readInvitation(fragment).invite,

    learnHouse: (...given: Parameters<Vault['learnHouse']>) => opened().learnHouse(...given),
    makeFolder: (...given: Parameters<Vault['makeFolder']>) => opened().makeFolder(...given),
    admit: (...given: Parameters<Vault['admit']>) => opened().admit(...given),
    learnHolders: (...given: Parameters<Vault['learnHolders']>) => opened().learnHolders(...given),
    share: (...given: Parameters<Vault['share']>) => opened().share(...given),
    /** To whom I say, although the client is restricted: only where she is widened. */
    give: (...given: Parameters<Vault['share']>) => opened().share(...given),
    rehold: (...given: Parameters<Vault['rehold']>) => opened().rehold(...given),
    signRestriction: (...given: Parameters<Vault['signRestriction']>) => opened().signRestriction(...given),
    signAsk: (...given: Parameters<Vault['signAsk']>) => opened().signAsk(...given),
    agreeToGlass: (...given: Parameters<Vault['agreeToGlass']>) => opened().agreeToGlass(...given),
    openGlass: (...given: Parameters<Vault['openGlass']>) => opened().openGlass(...given),
    sealDoc: (...given: Parameters<Vault['sealDoc']>) => opened().sealDoc(...given),
    /** Many documents of folders whose holders are known already, in order. */
    sealDocs: (docs: readonly { readonly doc: Parameters<Vault['sealDoc']>[0]; readonly content: unknown }[]) =>
      Promise.all(docs.map(({ doc, content }) => opened().sealDoc(doc, content))),
    sealFile: (...given: Parameters<Vault['sealFile']>) => opened().sealFile(...given),
    openFile: (...given: Parameters<Vault['openFile']>) => opened().openFile(...given),
    async openDocs(...[docs, how]: Parameters<Vault['openDocs']>) {
      const all = await opened().openDocs(docs, how)
      followed().see(docs.filter((_, at) => all[at]?.content !== undefined))
      return all
    },
    /** Only the key this desk has followed the ledger under is certified, whatever the page was told. */
    certifyLedger: async (publicKey: string, number: number) => opened().certifyLedger(followed().publicKey() === publicKey ? publicKey : locked(), number),
    /** The house's new key, where the ledger goes on from the one she knows; undefined where more than the key is another. */
    certifyNextLedgerKey: async (head: SaidHead, number: number) => ((await followed().goesOn(head)) ? opened().certifyLedger(head.publicKey, number) : undefined),
    ledgerKnown: async () => followed().known(),
    followLedger: (head: SaidHead | null) => followed().follow(head),
    beginLedgerFrom: (head: SaidHead) => followed().beginFrom(head),
    headsAwaiting: async (most: number) => followed().awaiting(most),
    reconcileHeads: async (sizes: readonly number[], proofs: readonly (readonly string[] | undefined)[]) => followed().reconcile(sizes, proofs),
    /** What was opened before its signature was looked at. A card that does not hold is found no longer. */
    async verifyLater() {
      const bad = await opened().verifyLater()
      const named = new Set(bad.map(({ what }) => what))
      for (const { of: card } of cards.values()) if (named.has(`document ${card.doc}`) || named.has(`folder ${card.folder}`)) forget([card.client])
      return bad
    },
    sealDraft: (...given: Parameters<Vault['sealDraft']>) => opened().sealDraft(...given),
    openDraft: (...given: Parameters<Vault['openDraft']>) => opened().openDraft(...given),
    makeInvite: (...given: Parameters<Vault['makeInvite']>) => opened().makeInvite(...given),
    checkAcceptance: (...given: Parameters<Vault['checkAcceptance']>) => opened().checkAcceptance(...given),
    signAct: (...given: Parameters<Vault['signAct']>) => opened().signAct(...given),
    checkActs: (...given: Parameters<Vault['checkActs']>) => opened().checkActs(...given),
    letIn: (...given: Parameters<Vault['letIn']>) => opened().letIn(...given),
    seat: (...given: Parameters<Vault['seat']>) => opened().seat(...given),
    renewTeams: (...given: Parameters<Vault['renewTeams']>) => opened().renewTeams(...given),
    certifyAgain: (...given: Parameters<Vault['certifyAgain']>) => opened().certifyAgain(...given),
    leaveOut: (...given: Parameters<Vault['leaveOut']>) => opened().leaveOut(...given),
    rosters: () => opened().rosters(),
    ...papers,
    openLetters: (...given: Parameters<Vault['openLetters']>) => opened().openLetters(...given),

    learnCards,
    openKept,
    takeCards,
    /** All cards as they stand, sealed for this computer. */
    sealCards: async (part: string) => sealCopy(mine().member, mine().userKey, part, [...cards.values()].map(({ of }) => of)),
    keepCard: async (card: OpenCard) => keepCard(card),
    /** Clients who are found here no longer. */
    dropCards: async (clients: readonly string[]) => forget(clients),
    clientsKnown: async () => [...cards.keys()],
    /** Which records were joined into which: who is asked for by one of them is found under the one that stays. */
    learnJoined: async (records: readonly { readonly client: string; readonly into: string }[]) => void (joined = new Map(records.map(({ client, into }) => [client, into]))),
    /** Of equally good ones, whoever was spoken to last comes first. */
    findCards: async (text: string, most: number) => findIn(text, latestFirst(), most),
    cardsOf: async (clients: readonly string[]) => [...new Set(clients.map((client) => cards.get(joined.get(client) ?? client)?.of))].filter((card) => card !== undefined),
    /** The clients spoken to last, newest first. */
    recentCards: async (most: number) =>
      latestFirst().slice(0, most).map(({ of }) => of),
    /** What was agreed for a day that has come, the longest waiting first. "At her pace" is never due. */
    dueCards: async (today: string, most: number) =>
      [...cards.values()].map(({ of }) => of)
        .filter(({ words: { agreed } }) => agreed.by !== null && agreed.by !== 'her_pace' && agreed.by <= today && agreed.by > addDays(today, -60))
        .sort((one, other) => (one.words.agreed.by ?? '').localeCompare(other.words.agreed.by ?? '')).slice(0, most),
    async close() {
      await papers.putAway()
      vault = undefined
      ledger = undefined
      own = undefined
      kek = undefined
      cards.clear()
      joined = new Map()
      kept = []
      sorted = undefined
    },
  }
}

function locked(): never {
  throw new VaultRefusal('locked')
}

export type Keyring = ReturnType<typeof createKeyring>
