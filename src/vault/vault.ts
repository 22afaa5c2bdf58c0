import type { SignedAct } from '../shared/signed-act.ts'
import type {
  CertificateRow, DocRow, FolderKeyRow, FolderKind, GlassShareRow, HoldRow, LedgerKeyRow, MemberRow, NewFolder, OrganisationRow, RecoveryRow, Renewal, SeatRow, TeamEpochRow,
} from './seal.ts'
import type { GlassRequest, HalfOf, PassedHalf, RestrictionRow, Split } from './glass.ts'

/** The highest roster version and epoch seen of each team: what a server may not go back behind. */
export type Pins = {
  readonly organisation: string
  readonly rootPublic: string
  readonly rosters: Readonly<Record<string, { readonly epoch: number; readonly version: number }>>
  /** Of members who were certified again, the number of the newest certificate seen. */
  readonly members?: Readonly<Record<string, number>>
  /** The last head of the ledger she saw, and the key that signs it. */
  readonly ledger?: LedgerPin
  /** The newest generation of recovery she saw, and its root; nothing while the founding sheet holds. */
  readonly recovery?: RecoveryPin
}

export type RecoveryPin = { readonly generation: number; readonly rootPublic: string }

/** `begun`: how many times she took a ledger for a new beginning, knowing why; a later beginning counts above any size. */
export type LedgerPin = {
  readonly publicKey: string; readonly begun: number; readonly size: number; readonly root: string
  /** The number of the key's certificate, once one was seen: from then on it cannot be left out. */
  readonly certified?: number
}

export type HouseKeys = {
  readonly organisation: OrganisationRow
  /** Every generation of recovery after the founding sheet. */
  readonly recoveries: readonly RecoveryRow[]
  readonly members: readonly MemberRow[]
  readonly epochs: readonly TeamEpochRow[]
  readonly seats: readonly SeatRow[]
  /** The certified key of the ledger; null in a house where nobody has certified it yet. */
  readonly ledgerKey?: LedgerKeyRow | null
}

/** Something that does not hold: what it is, and why it is not used. The rest stays usable. */
export type Quarantined = { readonly what: string; readonly reason: QuarantineReason }
export type QuarantineReason =
  | 'unknown-author' | 'bad-signature' | 'bad-certificate' | 'wrong-key' | 'cannot-open' | 'not-held' | 'old-roster' | 'bad-roster' | 'old-certificate'

export type OpenedDoc = {
  readonly folder: string
  readonly id: string
  readonly version: number
  readonly schema: string
  readonly author: string
} & ({ readonly content: unknown; readonly quarantined?: undefined } | { readonly content?: undefined; readonly quarantined: QuarantineReason })

export type Acceptance = { readonly member: string; readonly xPublic: string; readonly edPublic: string; readonly mac: string }

/**
 * What a member's keys can do. In the browser it lives in the key worker; commands and tests hold it directly.
 * Ids are uuids, bytes base64url. Nothing here speaks to the server.
 */
export type Vault = {
  readonly me: string
  readonly organisation: string
  /** Takes in directory, rosters and seats; what does not hold is named and never used. Throws when the root itself differs. */
  readonly learnHouse: (house: HouseKeys) => Promise<Quarantined[]>
  /** A folder for teams or members; recovery always holds too, and I when I sit in none of the teams. `as`: a restricted client's, with halves for coordinators. */
  readonly makeFolder: (kind: FolderKind, holders: readonly string[], listed: string, as?: Split) => Promise<NewFolder>
  readonly admit: (served: { readonly keys: readonly FolderKeyRow[]; readonly holds: readonly HoldRow[] }) => Promise<Quarantined[]>
  /** Everybody who holds a folder now, from the server: the signed rows of its newest key. Needed before writing where somebody left. */
  readonly learnHolders: (current: CurrentFolder) => Promise<Quarantined[]>
  readonly share: (folder: string, holders: readonly string[], listed: string) => Promise<HoldRow[]>
  /** The folder's next key for these and recovery, and nobody else: after `learnHolders`. */
  readonly rehold: (folder: string, holders: readonly string[], listed: string, as?: Split) => Promise<Renewal>
  readonly signRestriction: (restriction: Omit<RestrictionRow, 'by' | 'sig'>) => Promise<string>
  readonly signAsk: (request: Omit<GlassRequest, 'sig' | 'askedBy'>) => Promise<string>
  /** My halves for another coordinator who asked. */
  readonly agreeToGlass: (request: GlassRequest, restriction: RestrictionRow, shares: readonly GlassShareRow[]) => Promise<PassedHalf[]>
  /** Holds of mine for what I asked and another coordinator agreed to. */
  readonly openGlass: (request: Pick<GlassRequest, 'id' | 'box'>, agreedBy: string, halves: readonly HalfOf[], listed: string) => Promise<HoldRow[]>
  /** After somebody left a holder it makes the folder's next key; the row then carries it in `renews`. */
  readonly sealDoc: (
    doc: { readonly folder: string; readonly id: string; readonly version: number; readonly schema: string }, content: unknown,
  ) => Promise<DocRow>
  /** `signatures: 'later'` opens first what only a holder can have made (symmetric wraps) and leaves its signatures to `verifyLater`. */
  readonly openDocs: (docs: readonly DocRow[], how?: { readonly signatures: 'now' | 'later' }) => Promise<OpenedDoc[]>
  /**
   * A file's pieces, sealed, each with the SHA-256 that a signed document must name; `gen` says under which key. `run`: these are some
   * of all its pieces; those after the first are sealed under the key of the first.
   */
  readonly sealFile: (folder: string, file: string, pieces: readonly Uint8Array[], run?: { readonly from: number; readonly of: number; readonly gen?: number }) => Promise<{ gen: number; pieces: { bytes: string; hash: string }[] }>
  /** Throws VaultRefusal when a piece is not the one whose hash was signed. */
  readonly openFile: (
    named: { readonly folder: string; readonly file: string; readonly gen: number; readonly hashes: readonly string[] }, pieces: readonly string[],
  ) => Promise<Uint8Array[]>
  readonly verifyLater: () => Promise<Quarantined[]>
  readonly sealDraft: (id: string, content: unknown) => Promise<string>
  readonly openDraft: (id: string, blob: string) => Promise<unknown>
  /** A word or two for herself alone (what she calls a browser, a passkey), bound to what it names and padded. */
  readonly sealForMe: (what: string, content: unknown) => Promise<string>
  readonly openForMe: (what: string, sealed: string) => Promise<unknown>
  /** What was pinned when she unlocked, and what was trusted since. */
  readonly pins: () => Promise<Pins>
  /** The ledger as she last saw it; from then on documents name it, so that a fork made for her alone shows to others. */
  readonly pinLedger: (pin: LedgerPin) => void
  /** The key of the ledger that leads to the root, as far as the house was learnt. */
  readonly ledgerKey: () => LedgerKeyRow | undefined
  /** Certifies the key that signs the ledger, as a manager: the one she knows. */
  readonly certifyLedger: (publicKey: string, number: number) => Promise<LedgerKeyRow>
  /** `again`: for a member who is here already and gets new keys. */
  readonly makeInvite: (invite: string, sealedFor: string, again?: string) => Promise<{ secret: string; fragment: string; sealed: string; epoch: number }>
  readonly checkAcceptance: (
    invite: { readonly id: string; readonly sealed: string; readonly sealedFor: string; readonly epoch: number; readonly again?: string | null }, answer: Acceptance,
  ) => Promise<boolean>
  /**
   * Signs what she is about to do, for the ledger: `about` names colleagues, teams or traces, never a folder; `detail` is all that is
   * sent beside it. The program refuses an act that says something else than the request.
   */
  readonly signAct: (action: string, about: readonly string[], detail: unknown) => Promise<SignedAct>
  /** Whether the members whom the ledger names signed what it says they did. Entries without an act are left out by the caller. */
  readonly checkActs: (entries: readonly ActOfEntry[]) => Promise<ActCheck[]>
  /** Certificate, rosters and seats that let a new member in. Only for teams whose seed I hold. */
  readonly letIn: (
    newcomer: { readonly id: string; readonly xPublic: string; readonly edPublic: string; readonly manager: boolean }, teams: readonly string[],
  ) => Promise<{ certificate: string; epochs: TeamEpochRow[]; seats: SeatRow[] }>
  /** Letters from outside to a team I sit in; undefined where one does not open. Nobody has signed them. */
  readonly openLetters: (letters: readonly { readonly team: string; readonly epoch: number; readonly id: string; readonly sealed: string }[]) => Promise<unknown[]>
  /** The same lists with her in them, and a seat for her. Only for teams whose seed I hold. */
  readonly seat: (member: string, teams: readonly string[]) => Promise<{ epochs: TeamEpochRow[]; seats: SeatRow[] }>
  /** New epochs of these teams for everybody who sits there, for her with the keys she has now or is about to get. */
  readonly renewTeams: (member: string, teams: readonly string[], keys?: NewKeys) => Promise<{ epochs: TeamEpochRow[]; seats: SeatRow[] }>
  /** Her next certificate: as a manager or no longer as one, or with new keys. Never my own. */
  readonly certifyAgain: (member: string, change: { readonly manager?: boolean; readonly keys?: NewKeys }) => Promise<CertificateRow>
  /** Who sits where, by the newest trusted rosters, and whether I sit there too. */
  readonly rosters: () => Promise<SeenRoster[]>
  /** New epochs of these teams without her. Only for teams whose seed I hold. */
  readonly leaveOut: (member: string, teams: readonly string[]) => Promise<{ epochs: TeamEpochRow[]; seats: SeatRow[] }>
}

export type NewKeys = { readonly xPublic: string; readonly edPublic: string }
export type ActOfEntry = { readonly actor: string | null; readonly action: string; readonly act: SignedAct }
/** `another-act`: signed, but for something else than the entry says. */
export type ActCheck = 'verified' | 'unknown-author' | 'bad-signature' | 'another-act'
/** `stale`: the server says that somebody was taken off the newest key. `glass`: for which coordinators it is split. */
export type CurrentFolder = {
  readonly keys: readonly FolderKeyRow[]
  readonly holds: readonly HoldRow[]
  readonly stale?: boolean
  readonly glass?: readonly GlassShareRow[]
}

export type SeenRoster = { readonly team: string; readonly epoch: number; readonly members: readonly string[]; readonly mine: boolean }

/** The vault will not do this: a key, a parameter or a signature is not what it must be. */
export class VaultRefusal extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}
