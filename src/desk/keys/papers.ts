import { toBase64url } from '../../shared/bytes.ts'
import { plainCode } from '../../shared/printed-code.ts'
import { slipsIn } from '../../vault/codes.ts'
import type { FirstMember } from '../../vault/founding.ts'
import type { DrawnPapers, PapersInHand, PrintedSheet, Recovery } from '../../vault/recovery.ts'
import type { Keepers, RecoveryActs, ServedAlone, Wanted } from '../../vault/recovery-acts.ts'
import type { RecoveryScheme, SeatRow } from '../../vault/seal.ts'
import { VaultRefusal } from '../../vault/vault.ts'
import type { HouseKeys } from '../../vault/vault.ts'

/** Needed on a rare day only: they come when the first sheet does. */
const recovery = () => import('../../vault/recovery.ts')
const shares = () => import('../../vault/shares.ts')

/** What stands in a field for one sheet. `slips`: numbers of the groups in which something is mistyped. */
export type ReadSheet =
  | { readonly kind: 'typing' | 'mistyped'; readonly slips: readonly number[] }
  | { readonly kind: 'sheet' }
  | { readonly kind: 'share'; readonly number: number; readonly needed: number; readonly of: number; readonly set: string; readonly words: string }

type RecoveredHouse = HouseKeys & { readonly seats: readonly SeatRow[] }

/** The recovery sheets as far as they are in the key worker: gone when they are put away, and with the worker. */
export function createPapers(vault: () => RecoveryActs) {
  let papers: PapersInHand | undefined
  let inHand: { readonly recovery: Recovery; readonly house: RecoveredHouse } | undefined
  let drawn: DrawnPapers | undefined
  const typedBack = new Set<number>()
  const held = () => inHand ?? away()
  const justDrawn = () => drawn ?? away()

  return {
    readSheet,
    /** Puts the sheets together; what proves them to the program comes back, what they open stays here. */
    async putPapers(texts: readonly string[]) {
      papers = await (await recovery()).takePapers(texts)
      return papers.proof
    },
    /** Checks the house that the program gave for them; the teams they open. */
    async usePapers(house: RecoveredHouse) {
      const opened = await vault().recoveryFor(papers ?? away(), house)
      inHand = { recovery: opened, house }
      return { generation: opened.chain.generation, scheme: opened.chain.scheme, teams: await vault().teamsRecovery(opened, house.seats) }
    },
    async enterByPapers(house: RecoveredHouse, first: FirstMember) {
      const { enterByPapers } = await import('../../vault/entering.ts')
      return enterByPapers(papers ?? away(), house, first)
    },
    seatAnew: async (wanted: readonly Wanted[]) => vault().seatAnew(held().recovery, held().house.seats, wanted),
    giveFrom: async (served: ServedAlone, to: Readonly<Record<string, string>>) => vault().giveFrom(held().recovery, served, to),
    async drawPapers(scheme: RecoveryScheme): Promise<readonly PrintedSheet[]> {
      drawn = await (await recovery()).drawPapers(scheme)
      typedBack.clear()
      return drawn.sheets
    },
    /** A sheet typed from paper again: which it is. One that is none of those drawn is refused. */
    async typeBack(text: string) {
      const paper = await (await shares()).readPaper(text)
      const code = plainCode(text)
      const sheet = justDrawn().sheets.find((one) => plainCode(one.code) === code)
      if (!sheet) throw new VaultRefusal('foreign-sheet')
      typedBack.add(sheet.number)
      return { number: sheet.number, words: sheet.words, kind: paper.kind }
    },
    /** Only once every sheet was typed back. */
    async replacePapers(keepers: Keepers) {
      if (justDrawn().sheets.some(({ number }) => !typedBack.has(number))) throw new VaultRefusal('too-few-sheets')
      return vault().replacePapers(held().recovery, held().house.seats, justDrawn(), held().house, keepers)
    },
    openKeepers: async (...given: Parameters<RecoveryActs['openKeepers']>) => vault().openKeepers(...given),
    async putAway() {
      papers = undefined
      inHand = undefined
      drawn = undefined
      typedBack.clear()
    },
  }
}

async function readSheet(text: string): Promise<ReadSheet> {
  const { characters, groups: slips } = slipsIn(text)
  const { paperLengths, readPaper, sheetsOf, wordsOf } = await shares()
  const longest = Math.max(...paperLengths)
  if (slips.length > 0 || characters > longest) return { kind: characters >= longest ? 'mistyped' : 'typing', slips }
  if (!paperLengths.some((length) => length === characters)) return { kind: 'typing', slips }
  const paper = await readPaper(text).catch(() => undefined)
  if (!paper) return { kind: characters === longest ? 'mistyped' : 'typing', slips }
  if (paper.kind === 'sheet') return { kind: 'sheet' }
  const { needed, of } = sheetsOf[paper.scheme]
  return { kind: 'share', number: paper.number, needed, of, set: toBase64url(paper.set), words: await wordsOf(paper) }
}

function away(): never {
  throw new VaultRefusal('locked')
}
