/** What a signature or an authenticated wrap says, exactly. Arrays begin with kind and version; hashes are SHA-256. */
import type { Bytes } from '../shared/bytes.ts'
import type { FolderKind } from './seal.ts'

export const memberContext = (organisation: string, member: string, x: Bytes, ed: Bytes, manager: boolean) =>
  ['wayout/member/1', organisation, member, x, ed, manager] as const

/** A later certificate of the same member: it names how many there were, and the hash of the one before. */
export type Renewed = { readonly number: number; readonly keys: number; readonly until: string | null; readonly previous: Bytes }
export const renewedContext = (organisation: string, member: string, x: Bytes, ed: Bytes, manager: boolean, { number, keys, until, previous }: Renewed) =>
  ['wayout/member/2', organisation, member, x, ed, manager, number, keys, until, previous] as const

export const recoveryContext = (organisation: string, recoveryPublic: Bytes) =>
  ['wayout/recovery/1', organisation, recoveryPublic] as const

/** A later generation of recovery: signed by the root before, by its own root, and by the manager who led the ceremony. */
export const recoveryStatementContext = (organisation: string, statement: Bytes) => ['wayout/recovery-generation/1', organisation, statement] as const
/** What the first later generation follows. */
export const foundingContext = (organisation: string, rootPublic: Bytes, recoveryPublic: Bytes) =>
  ['wayout/recovery-founding/1', organisation, rootPublic, recoveryPublic] as const
/** The seed of the generation before, sealed under this one's. */
export const recoveryBeforeContext = (organisation: string, generation: number) => ['wayout/recovery-before/1', organisation, generation] as const
/** Who keeps which sheet, sealed under a team's wrap key. */
export const keepersContext = (organisation: string, generation: number) => ['wayout/recovery-keepers/1', organisation, generation] as const
/** Shows the program that whoever asks has the papers, where it keeps no hash of the proof yet. */
export const recoveryProofContext = (proofHash: Bytes) => ['wayout/recovery-proof/1', proofHash] as const
/** The key that signs the ledger's heads; a later one has a higher number. */
export const ledgerKeyContext = (organisation: string, publicKey: Bytes, number: number) => ['wayout/ledger-key/1', organisation, publicKey, number] as const

export const rosterContext = (organisation: string, roster: Bytes) => ['wayout/roster/1', organisation, roster] as const

type Seat = { readonly member: string; readonly holder: string; readonly epoch: number }
export const seatContext = (organisation: string, seat: Seat, wrapHash: Bytes) =>
  ['wayout/seat/1', organisation, seat.member, seat.holder, seat.epoch, wrapHash] as const
/** What HPKE binds a seat's seed to. */
export const seatInfo = (organisation: string, seat: Seat) =>
  ['wayout/seat-seed/1', organisation, seat.member, seat.holder, seat.epoch] as const

/** The seed of the epoch before, sealed under this epoch's wrap key. */
export const prevSeedContext = (organisation: string, team: string, epoch: number) => ['wayout/prev-seed/1', organisation, team, epoch] as const

type Key = { readonly folder: string; readonly kind: FolderKind; readonly gen: number }
export const keyContext = (organisation: string, key: Key, commitment: Bytes, prevHash: Bytes | null) =>
  ['wayout/key/1', organisation, key.folder, key.kind, key.gen, commitment, prevHash] as const

/** The key of the generation before, sealed under this generation's. */
export const prevKeyContext = (organisation: string, key: Key) => ['wayout/prev-key/1', organisation, key.folder, key.kind, key.gen] as const

type Hold = Key & { readonly holder: string; readonly form: 'team' | 'hpke' | 'own' | 'glass'; readonly epoch: number }
/** Authenticated with the wrapped folder key itself, so that a wrap cannot be moved. */
export const wrapContext = (organisation: string, hold: Hold) =>
  ['wayout/wrap/1', organisation, hold.holder, hold.folder, hold.gen, hold.kind, hold.form, hold.epoch] as const
export const holdContext = (organisation: string, hold: Hold, wrapHash: Bytes) =>
  ['wayout/hold/1', organisation, hold.holder, hold.folder, hold.gen, hold.kind, hold.form, hold.epoch, wrapHash] as const

type Doc = {
  readonly folder: string
  readonly id: string
  readonly version: number
  readonly gen: number
  readonly schema: string
  readonly head: string | null
}
export const docContext = (organisation: string, doc: Doc, blobHash: Bytes) =>
  ['wayout/doc/1', organisation, doc.folder, doc.id, doc.version, doc.gen, doc.schema, doc.head, blobHash] as const

/** Associated data of a document's envelope. */
export const docData = (organisation: string, doc: Doc, suite: number) => ({
  organisation, folder: doc.folder, document: doc.id, version: doc.version, schema: doc.schema, gen: doc.gen, suite,
})

type Piece = { readonly folder: string; readonly file: string; readonly n: number; readonly of: number; readonly gen: number }
/** Associated data of a piece of a file: none can be moved, left out at the end or put in another's place. */
export const pieceData = (organisation: string, piece: Piece, suite: number) => ({
  organisation, folder: piece.folder, file: piece.file, n: piece.n, of: piece.of, gen: piece.gen, suite,
})

type Half = { readonly box: string; readonly folder: string; readonly gen: number; readonly coordinator: string }
/** What HPKE binds a coordinator's half to, and what its maker signs. */
export const shareContext = (organisation: string, half: Half) => ['wayout/glass-share/1', organisation, half.box, half.folder, half.gen, half.coordinator] as const
export const shareSigned = (organisation: string, half: Half, wrapHash: Bytes) => [...shareContext(organisation, half), wrapHash] as const

type Restriction = { readonly client: string; readonly box: string; readonly named: readonly string[] }
export const restrictionContext = (organisation: string, { client, box, named }: Restriction) =>
  ['wayout/restriction/1', organisation, client, box, [...named].sort()] as const

type Asked = { readonly id: string; readonly client: string; readonly box: string; readonly hours: number; readonly askedBy: string }
export const askContext = (organisation: string, { id, client, box, hours, askedBy }: Asked) =>
  ['wayout/glass-ask/1', organisation, id, client, box, hours, askedBy] as const

/** The agreeing coordinator's half, passed on to whoever asked. */
export const passedContext = (organisation: string, request: string, half: Half, to: string) =>
  ['wayout/glass-half/1', organisation, request, half.box, half.folder, half.gen, half.coordinator, to] as const
export const passedSigned = (organisation: string, request: string, half: Half, to: string, wrapHash: Bytes) =>
  [...passedContext(organisation, request, half, to), wrapHash] as const
