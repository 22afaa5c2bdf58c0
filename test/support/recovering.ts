import { recovery } from '../../src/features/recovery/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { MemberId, TeamId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { enterByPapers } from '../../src/vault/entering.ts'
import { drawPapers, takePapers } from '../../src/vault/recovery.ts'
import type { RecoveryScheme } from '../../src/vault/seal.ts'
import { browser, signIn } from './house.ts'
import type { App, SignedIn } from './house.ts'

/** Papers in hand, and the house as the program gives it to whoever has them. */
export async function openPapers(by: Pick<SignedIn, 'call'>, texts: readonly string[]) {
  const papers = await takePapers(texts)
  return { papers, house: await by.call(recovery.open, { papers: papers.proof }) }
}

/** New papers take the place of these, as a coordinator's desk does it. */
export async function replaceBy(by: SignedIn, texts: readonly string[], scheme: RecoveryScheme, sealedFor: TeamId) {
  await by.learn()
  const { papers, house } = await openPapers(by, texts)
  const inHand = await by.vault.recoveryFor(papers, house)
  const drawn = await drawPapers(scheme)
  const { row, authKey, kept, epochs, seats } = await by.vault.replacePapers(inHand, house.seats, drawn, house, { words: { names: ['Мира', 'Јелена', 'Весна'] }, sealedFor })
  const about = epochs.map(({ team }) => team)
  const sent = await withAct(by.vault, 'recovery.replaced', about, { papers: papers.proof, row, authKey, kept: { ...kept, sealedFor }, epochs, seats })
  const answer = await by.call(recovery.replace, sent)
  await by.learn()
  return { sheets: drawn.sheets.map(({ code }) => code), drawn, sent, answer }
}

/** Whoever has the papers lets herself in as a new coordinator, and unlocks. */
export async function enter(app: App, texts: readonly string[], name: string) {
  const nobody = browser(app)
  const { papers, house } = await openPapers(nobody, texts)
  const passphrase = `${name} has five long words`
  const { recoveryCode: _, quarantined, closed, member, ...rows } = await enterByPapers(papers, house, { id: newId<'member'>() as MemberId, passphrase })
  await nobody.call(recovery.enter, { papers: papers.proof, member: { ...member, name, shown: name }, ...rows })
  return { ...(await signIn(app, name, passphrase)), notHeld: quarantined, closed }
}
