import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { addDays, dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { folderStore } from '../folders/index.ts'
import type { handOvers } from './contract.ts'
import { handOverStore } from './store.ts'

const daysShown = 14
const most = 100

export const handOverActions: Handlers<typeof handOvers> = {
  async write({ folder, team, newFolder, doc }, { tx, member, now }) {
    if (newFolder.id !== folder || newFolder.kind !== 'hand_over' || doc.folder !== folder) refuse('bad-input')
    if (!newFolder.holds.some((hold) => hold.holder === team)) refuse('bad-input')
    const [folders, store] = [folderStore(tx, member), handOverStore(tx)]
    await folders.make(newFolder)
    const added = await store.add(folder, team, member.id, dayOf(now))
    if (!added && (await store.byFolder(folder))?.team !== team) refuse('taken')
    await folders.write(doc)
    if (added) await noteInLedger(tx, 'hand-over.written', await folders.traces([folder]))
    return { alreadyThere: !added }
  },

  async list(_, { tx, member, now }) {
    const [folders, store] = [folderStore(tx, member), handOverStore(tx)]
    const notes = await store.list(member.id, addDays(dayOf(now), -daysShown), most)
    const ids = notes.map((note) => note.folder)
    const [seen, seats] = [await store.seenOf(ids), await store.sitsIn(notes.map((note) => note.team))]
    if (notes.length) await noteInLedger(tx, 'hand-overs.listed', await folders.traces(ids))
    return {
      notes: notes.map((note) => {
        const saw = seen.filter((one) => one.folder === note.folder)
        const unseen = seats.filter((seat) => seat.team === note.team && seat.member !== note.by && !saw.some((one) => one.member === seat.member))
        return { ...note, seen: saw.map((one) => ({ member: one.member, seenOn: one.seenOn })), unseen: unseen.map((seat) => seat.member) }
      }),
      served: await folders.serve(ids),
    }
  },

  async see({ folder }, { tx, member, now }) {
    const store = handOverStore(tx)
    if (!(await store.byFolder(folder))) refuse('not-found')
    const seen = await store.see(folder, member.id, dayOf(now))
    if (seen) await noteInLedger(tx, 'hand-over.seen', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !seen }
  },
}
