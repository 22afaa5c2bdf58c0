import { clients } from '../../features/clients/contract.ts'
import { contacts } from '../../features/contacts/contract.ts'
import { drafts } from '../../features/drafts/contract.ts'
import { folders } from '../../features/folders/contract.ts'
import { handOvers } from '../../features/hand-overs/contract.ts'
import { house as houseContract } from '../../features/house/contract.ts'
import { members } from '../../features/members/contract.ts'
import { recovery } from '../../features/recovery/contract.ts'
import { labelOf, sessions } from '../../features/sessions/contract.ts'
import { situations } from '../../features/situations/contract.ts'
import { utf8 } from '../../shared/bytes.ts'
import { dayOf } from '../../shared/calendar.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { withAct } from '../../shared/signed-act.ts'
import { drawPapers, takePapers } from '../../vault/recovery.ts'
import type { FolderKind } from '../../vault/seal.ts'
import { registerAtTheDoor, registerInClear } from './door.ts'
import type { Keeper } from './house.ts'
import { filled, sealedSchemas } from './words.ts'

const today = dayOf(new Date())
const schemaOf = (name: string) => `${name.replace(/Words$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}/1`

/** Writes the canary into every sealed field there is, as the desk would, reads all of it back and says how much that was. */
export async function plant(keeper: Keeper, canary: string) {
  let fields = 0
  const words = new Map((await sealedSchemas()).map(({ name, schema }) => [name, filled(schema, canary, (one) => (fields += one))]))
  const sealed = async (kind: FolderKind, name: string, team: Parameters<Keeper['team']>[0]) => {
    const folder = await keeper.vault.makeFolder(kind, [keeper.team(team)], today)
    return { folder, doc: await keeper.vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: schemaOf(name) }, words.get(name)) }
  }
  const [contact, card, story, account] = [
    await sealed('contact', 'contactWords', 'sos_line'), await sealed('card', 'cardWords', 'finders'),
    await sealed('story', 'noteWords', 'case_management'), await sealed('account', 'accountWords', 'case_management'),
  ]
  const handOver = await sealed('hand_over', 'handOverWords', 'sos_line')
  await keeper.call(handOvers.write, { folder: handOver.folder.id, team: keeper.team('sos_line'), newFolder: handOver.folder, doc: handOver.doc })
  const client = newId<'client'>()
  const draft = newId<'record'>()
  const half = { ...words.get('contactWords') as object, people: [words.get('cardWords')] }
  await keeper.call(drafts.keep, { id: draft, blob: await keeper.vault.sealDraft(draft, half) })
  await keeper.call(contacts.save, {
    contact: {
      folder: contact.folder.id, line: keeper.line, team: keeper.team('sos_line'), channel: 'phone', direction: 'in', type: 'trafficking', subtype: 'report',
      need: null, outcome: 'report_taken', urgency: 'not_asked', onDay: today, partOfDay: 'evening', minutesBand: '15_30',
    },
    newFolder: contact.folder, doc: contact.doc, newClients: [{ id: client, card: card.folder, doc: card.doc }],
    links: [{ client, as: 'about', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
  })
  await keeper.call(clients.addFolder, { client, folder: story.folder, doc: story.doc })
  await keeper.call(situations.report, {
    folder: account.folder.id, year: 2026, form: 'not_asked', scope: 'not_asked', persons: 1, newFolder: account.folder, doc: account.doc, newClients: [], people: [],
  })
  const { sessions: mine } = await keeper.call(sessions.mine, {})
  for (const { id } of mine) await keeper.call(sessions.label, { session: id, label: await keeper.vault.sealForMe(labelOf(id), words.get('sessionWords')) })
  // Whatever else a contract seals stands in her story: how a document goes through the server is the same for all.
  for (const name of words.keys()) {
    const doc = await keeper.vault.sealDoc({ folder: story.folder.id, id: newId(), version: 1, schema: schemaOf(name) }, words.get(name))
    await keeper.call(clients.writeDoc, { folder: story.folder.id, doc })
  }
  await writeFile(keeper, story.folder.id, canary)
  const event = await registerAtTheDoor(keeper, words.get('registrationWords'), canary)
  await writeFile(keeper, event, canary)
  await replaceSheets(keeper, words.get('keeperWords'))
  await checkThere(keeper, client, draft, canary, words.size)
  return { fields, schemas: [...words.keys()] }
}

/** Papers of agreements, materials of campaigns and events go in pieces of their own, all in this one way; read back, so that it surely came in. */
async function writeFile(keeper: Keeper, folder: FolderId, canary: string): Promise<void> {
  const file = newId() as string
  const { gen, pieces } = await keeper.vault.sealFile(folder, file, [utf8(canary), utf8(canary.repeat(9))])
  for (const [n, { bytes }] of pieces.entries()) await keeper.call(folders.writePiece, { folder, file, n, bytes })
  const read: string[] = []
  for (const n of pieces.keys()) read.push((await keeper.call(folders.readPiece, { folder, file, n })).bytes)
  const opened = await keeper.vault.openFile({ folder, file, gen, hashes: pieces.map((one) => one.hash) }, read)
  if (opened.map((piece) => new TextDecoder().decode(piece)).join('') !== canary.repeat(10)) throw new Error('a file did not come back with the canary in it')
}

/** New recovery sheets, and who keeps them; the next ones are drawn with these in hand. */
async function replaceSheets(keeper: Keeper, words: unknown): Promise<void> {
  const papers = await takePapers(keeper.sheets.codes)
  const house = await keeper.call(recovery.open, { papers: papers.proof })
  const inHand = await keeper.vault.recoveryFor(papers, house)
  const [sealedFor, drawn] = [keeper.team('coordination'), await drawPapers('2-of-3')]
  const { row, authKey, kept, epochs, seats } = await keeper.vault.replacePapers(inHand, house.seats, drawn, house, { words, sealedFor })
  const sent = { papers: papers.proof, row, authKey, kept: { ...kept, sealedFor }, epochs, seats }
  await keeper.call(recovery.replace, await withAct(keeper.vault, 'recovery.replaced', epochs.map(({ team }) => team), sent))
  keeper.sheets.codes = drawn.sheets.slice(0, 2).map(({ code }) => code)
  await keeper.vault.learnHouse(await keeper.call(houseContract.keys, {}))
}

/** A canary that never came in would be found nowhere too. */
async function checkThere(keeper: Keeper, client: string, draft: string, canary: string, least: number): Promise<void> {
  const { served } = await keeper.call(clients.one, { client: client as never })
  await keeper.vault.admit(served)
  const opened = await keeper.vault.openDocs(served.docs)
  const sung = opened.filter((doc) => JSON.stringify(doc.content ?? '').includes(canary))
  const kept = (await keeper.call(drafts.mine, {})).drafts.find((one) => one.id === draft)
  const half = kept && JSON.stringify(await keeper.vault.openDraft(draft as never, kept.blob))
  if (sung.length < least || !half?.includes(canary)) throw new Error(`only ${sung.length} of ${least} documents came back with the canary in them`)
}

/** To see that the search finds one: a name in a field that stands in the clear, and one that came through the door and nobody sealed. */
export async function plantInClear(keeper: Keeper, canary: string): Promise<void> {
  const id = newId<'record'>()
  const made = await keeper.vault.makeInvite(id, keeper.team('coordination'))
  await keeper.call(members.invite, {
    id, name: `bird-${id.slice(0, 8)}`, shown: canary, roles: ['consultant'], teams: [], sealed: made.sealed, sealedFor: keeper.team('coordination'), epoch: made.epoch,
  })
  await registerInClear(keeper, canary)
}
