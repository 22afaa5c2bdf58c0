/**
 * Whoever has the server as its superuser changes sealed rows in the database, and a member reads them through the real program.
 * Every bit and every length of one text: src/vault/attacks.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { letGo, sealInto } from '../support/leaving.ts'

type Place = { readonly folder: FolderId; readonly id: string }

let house: House
let jelena: SignedIn
/** Two contacts: in the first two documents, one of them in two versions, and one of a later generation. */
let [first, beside, later, elsewhere]: Place[] = []

beforeAll(async () => {
  house = await foundedHouse()
  const line = house.team('sos_line')
  jelena = await letIn(house, 'jelena', ['consultant'], [line], house.team('coordination'))
  const gone = await letIn(house, 'gone', ['consultant'], [line], house.team('coordination'))
  await jelena.learn()
  const save = async (says: string): Promise<Place> => {
    const { folder, doc } = await sealed(jelena, 'contact', [line], { says })
    await jelena.call(contacts.save, {
      contact: contactOf(folder.id, house.line.id, line), newFolder: folder, doc, newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null,
    })
    return { folder: folder.id, id: doc.id }
  }
  const write = async (place: Place, version: number, says: string): Promise<Place> => {
    const doc = await sealInto(jelena, { ...place, version, schema: 'contact/1' }, { says })
    await jelena.call(clients.writeDoc, { folder: place.folder, doc })
    return place
  }
  first = await save('прва')
  elsewhere = await save('другде')
  await write(first, 2, 'друга')
  beside = await write({ folder: first.folder, id: newId() }, 1, 'поред')
  await letGo(house.coordinator, gone.me, [line])
  await jelena.learn()
  later = await write({ folder: first.folder, id: newId() }, 1, 'после')
})
afterAll(() => house.close())

/** What Jelena's vault makes of the first folder's documents and of the other contact while the rows are so; everything is put back. */
async function whileRowsAre(statement: string, values: readonly unknown[]) {
  return withClient(house.database.superuser, async (client) => {
    await client.query('begin; set constraints all deferred; set session_replication_role = replica')
    await client.query('create temporary table kept on commit preserve rows as select * from doc; commit')
    try {
      expect((await client.query(statement, [...values])).rowCount).toBeGreaterThan(0)
      const names: (string | undefined)[] = []
      for (const folder of [first?.folder, elsewhere?.folder]) {
        const { served } = await jelena.call(contacts.one, { folder: folder as FolderId }).catch((problem: { kind: string }) => ({ served: problem.kind }))
        if (typeof served === 'string') {
          names.push(served)
          continue
        }
        expect(await jelena.vault.admit(served)).toEqual([])
        const opened = await jelena.vault.openDocs(served.docs)
        names.push(...opened.map((doc) => (doc.content as { says: string } | undefined)?.says ?? doc.quarantined))
      }
      return names
    } finally {
      await client.query('begin; delete from doc; insert into doc select * from kept; drop table kept; commit')
    }
  })
}

const asWritten = ['друга', 'поред', 'после', 'другде']
/** These and no others were put aside; the rest still opens. */
const onlyOpens = (seen: readonly (string | undefined)[], ...true_: string[]) => {
  expect(seen.filter((one) => asWritten.includes(one ?? '')).toSorted()).toEqual(true_.toSorted())
  expect(seen.filter((one) => !asWritten.includes(one ?? '')).every((one) => one === 'bad-signature' || one === 'cannot-open')).toBe(true)
}
const of = (place: Place | undefined) => [place?.folder, place?.id]

describe('sealed rows changed by the superuser', () => {
  it('are read as they were written while nobody changed them', async () => {
    onlyOpens(await whileRowsAre('update doc set version = version', []), ...asWritten)
  })

  it('swapped between two folders are both put aside', async () => {
    onlyOpens(await whileRowsAre('update doc set blob = other.blob, sig = other.sig from doc other where (doc.folder, doc.id, other.folder, other.id) in (($1, $2, $3, $4), ($3, $4, $1, $2)) and doc.version = 1 and other.version = 1',
      [...of(beside), ...of(elsewhere)]), 'друга', 'после')
  })

  it('swapped between two documents of one folder are both put aside', async () => {
    onlyOpens(await whileRowsAre('update doc set blob = other.blob, sig = other.sig from doc other where doc.folder = $1 and other.folder = $1 and (doc.id, other.id) in (($2, $3), ($3, $2)) and doc.version = 1 and other.version = 1',
      [first?.folder, first?.id, beside?.id]), 'друга', 'после', 'другде')
  })

  it('of an earlier version replayed as the newest are put aside', async () => {
    onlyOpens(await whileRowsAre('update doc set blob = old.blob, sig = old.sig, gen = old.gen, author = old.author, head = old.head from doc old where (doc.folder, doc.id) = ($1, $2) and (old.folder, old.id) = ($1, $2) and doc.version = 2 and old.version = 1', of(first)),
      'поред', 'после', 'другде')
    onlyOpens(await whileRowsAre('update doc set version = version + 7 where (folder, id) = ($1, $2) and version = 1', of(first)), 'поред', 'после', 'другде')
  })

  it('of which the newest is withheld leave the one before, as it was written: docs/security/README.md says so', async () => {
    const seen = await whileRowsAre('delete from doc where (folder, id) = ($1, $2) and version = 2', of(first))
    expect(seen.toSorted()).toEqual(['поред', 'прва', 'после', 'другде'].toSorted())
  })

  it('said to be of another generation, schema or author are put aside', async () => {
    expect(await whileRowsAre('update doc set gen = 2 where (folder, id) = ($1, $2) and gen = 1', of(beside))).not.toContain('поред')
    expect(await whileRowsAre('update doc set gen = 1 where (folder, id) = ($1, $2) and gen = 2', of(later))).not.toContain('после')
    onlyOpens(await whileRowsAre("update doc set schema = 'card/1' where (folder, id) = ($1, $2)", of(beside)), 'друга', 'после', 'другде')
    onlyOpens(await whileRowsAre('update doc set author = $3 where (folder, id) = ($1, $2)', [...of(beside), house.coordinator.me]), 'друга', 'после', 'другде')
  })

  it.each([1, 16, 17, 28, 29, 60])('flipped in one bit of byte %i are put aside', async (at) => {
    onlyOpens(await whileRowsAre('update doc set blob = set_byte(blob, $3, get_byte(blob, $3) # 1) where (folder, id) = ($1, $2)', [...of(beside), at]), 'друга', 'после', 'другде')
  })

  it('that no vault can have made are put aside too, and everything beside them opens', async () => {
    const ways = ['set_byte(blob, 0, get_byte(blob, 0) # 1)', 'substring(blob from 1 for 45)', 'substring(blob from 1 for length(blob) - 1)', String.raw`blob || '\x00'`]
    for (const way of ways) onlyOpens(await whileRowsAre(`update doc set blob = ${way} where (folder, id) = ($1, $2)`, of(beside)), 'друга', 'после', 'другде')
  })

  it('made longer by a step of padding are put aside', async () => {
    onlyOpens(await whileRowsAre('update doc set blob = blob || substring(blob from length(blob) - 255) where (folder, id) = ($1, $2)', of(beside)), 'друга', 'после', 'другде')
  })
})

describe('a member who sends a sealed text again', () => {
  const read = async (folder: FolderId) => {
    const { served } = await jelena.call(contacts.one, { folder })
    await jelena.vault.admit(served)
    return { served, opened: await jelena.vault.openDocs(served.docs) }
  }

  it('as it is changes nothing; in another folder, or as a later version, it opens for nobody', async () => {
    const { served } = await read(first?.folder as FolderId)
    const row = served.docs.find((one) => one.id === later?.id) ?? (() => { throw new Error('no document') })()
    const send = (doc: typeof row) => jelena.call(clients.writeDoc, { folder: doc.folder as FolderId, doc }).then(() => 'taken', (problem: { kind: string }) => problem.kind)
    expect(await send(row)).toBe('taken')
    expect(await send({ ...row, folder: elsewhere?.folder as FolderId })).toBe('keys-changed')
    expect((await read(elsewhere?.folder as FolderId)).opened.map((doc) => doc.content)).toEqual([{ says: 'другде' }])
    expect(await send({ ...row, version: 2 })).toBe('taken')
    const { opened } = await read(row.folder as FolderId)
    expect(opened.find((doc) => doc.id === row.id)).toMatchObject({ quarantined: 'bad-signature' })
    expect(opened.filter((doc) => doc.content).map((doc) => (doc.content as { says: string }).says).toSorted()).toEqual(['друга', 'поред'])
  })
})
