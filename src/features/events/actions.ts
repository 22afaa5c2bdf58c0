import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { events } from './contract.ts'
import type { EventFacts } from './facts.ts'
import { allHeads, answersOf, isEmpty, isTwice, sameHeads, whatContradicts, whyNotGive, withoutNamed } from './rules.ts'
import { eventStore } from './store.ts'

function check(event: EventFacts): void {
  const path = whatContradicts(event)
  if (path) refuse('contradiction', { flaws: [{ path, rule: 'contradiction' }] })
}

export const eventActions: Handlers<typeof events> = {
  async save({ newFolder, doc, ...event }, { tx, member, now }) {
    check(event)
    if (newFolder.kind !== 'event' || newFolder.id !== event.folder || doc.folder !== event.folder) refuse('bad-input')
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    const isNew = await folders.make(newFolder)
    const added = await store.add(event, dayOf(now))
    if (isNew !== added) refuse('taken')
    if (added) await store.putSessions(event)
    await folders.write(doc)
    await noteInLedger(tx, 'event.saved', [newFolder.trace], added ? 'done' : 'already-there')
    return { alreadyThere: !added }
  },

  async change({ version, doc, gone, ...event }, { tx, member, now }) {
    check(event)
    if (doc.folder !== event.folder) refuse('bad-input')
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    const there = (await store.byFolder(event.folder)) ?? refuse('not-found')
    if (!(await store.change(event, version))) {
      if (there.version === version + 1 && (await folders.has(doc))) return { version: there.version, fewer: 0 }
      refuse('changed-meanwhile', { current: there.version })
    }
    await store.putSessions(event)
    const heads = withoutNamed(there.heads, gone)
    if (heads) await store.putHeads(event.folder, heads, dayOf(now))
    await folders.write(doc)
    await noteInLedger(tx, 'event.changed', await folders.traces([event.folder]))
    return { version: version + 1, fewer: heads ? allHeads(there.heads) - allHeads(heads) : 0 }
  },

  async countHeads({ folder, version, heads }, { tx, member, now }) {
    if (isTwice(heads)) refuse('bad-input', { flaws: [{ path: 'heads', rule: 'twice' }] })
    if (heads.some((one) => one.named > one.heads)) refuse('contradiction', { flaws: [{ path: 'heads', rule: 'contradiction' }] })
    const store = eventStore(tx)
    const there = (await store.byFolder(folder)) ?? refuse('not-found')
    if (there.onDay > dayOf(now)) refuse('in-the-future')
    if (!(await store.hold(folder, version))) {
      if (there.version === version + 1 && sameHeads(there.heads, heads)) return { version: there.version }
      refuse('changed-meanwhile', { current: there.version })
    }
    await store.putHeads(folder, heads, dayOf(now))
    await noteInLedger(tx, 'event.counted', await folderStore(tx, member).traces([folder]))
    return { version: version + 1 }
  },

  async list({ which, beforeDay, beforeFolder, limit }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'prevention')
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    const before = beforeDay && beforeFolder ? { day: beforeDay, folder: beforeFolder } : undefined
    const rows = which === 'planned' ? await store.planned(limit) : await store.past(before, limit)
    const ids = rows.map((row) => row.folder)
    await noteInLedger(tx, 'prevention.page', await folders.traces(ids))
    return { events: rows, served: await folders.serve(ids) }
  },

  async one({ folder }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'prevention')
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    const event = (await store.byFolder(folder)) ?? refuse('not-found')
    await noteInLedger(tx, 'event.opened', await folders.traces([folder]))
    return { event, series: await store.ofSeries(event.series ?? folder, folder), served: await folders.serve([folder]) }
  },

  async participants({ folder }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'prevention')
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    if (!(await store.byFolder(folder))) refuse('not-found')
    const register = (await store.register(folder)) ?? null
    if (register === null) return { register, served: { keys: [], holds: [], docs: [] } }
    await noteInLedger(tx, 'participants.opened', await folders.traces([register]))
    return { register, served: await folders.serve([register]) }
  },

  async writeParticipant({ folder, newFolder, doc }, { tx, member }) {
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    if (!(await store.byFolder(folder)) || !doc.schema.startsWith('participant/')) refuse('not-found')
    if (newFolder) {
      if (newFolder.kind !== 'participants' || newFolder.id !== doc.folder) refuse('bad-input')
      // Nobody else holds names, whoever makes the register: neither she herself nor coordination.
      const allowed = await store.holdersOfNames()
      if (newFolder.holds.some((hold) => !allowed.includes(hold.holder))) refuse('bad-input')
      await folders.make(newFolder)
      await store.addRegister(folder, newFolder.id)
    }
    // Two who began a register at once: the second learns of the first one's and writes there.
    if ((await store.register(folder)) !== doc.folder) refuse(newFolder ? 'changed-meanwhile' : 'not-found')
    const already = await folders.has(doc)
    await folders.write(doc)
    await noteInLedger(tx, 'participant.written', await folders.traces([doc.folder]))
    return { alreadyThere: already }
  },

  async takeParticipantAway({ folder, doc, certificate, registration, counted }, { tx, member, now }) {
    const [store, folders] = [eventStore(tx), folderStore(tx, member)]
    const event = (await store.byFolder(folder)) ?? refuse('not-found')
    const register = (await store.register(folder)) ?? refuse('not-found')
    if (await folders.has(doc)) return { alreadyThere: true, fewer: false }
    await folders.empty([doc], register, 'participant/')
    const traces = await folders.traces([register])
    await noteInLedger(tx, 'participant.taken-away', traces)
    const withdrawn = certificate && (await store.withdraw(folder, certificate, dayOf(now)))
    if (withdrawn === 'withdrawn') await noteInLedger(tx, 'certificate.withdrawn', traces)
    if (registration) await store.answer(folder, registration, 'withdrawn')
    const heads = counted && withoutNamed(event.heads, [{ ...counted, heads: 1 }])
    // Whoever is counting just now learns that it changed.
    if (heads && !(await store.step(folder, event.version))) refuse('changed-meanwhile')
    if (heads) await store.putHeads(folder, heads, dayOf(now))
    return { alreadyThere: false, fewer: Boolean(heads) }
  },

  async page({ folder }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'prevention')
    const store = eventStore(tx)
    if (!(await store.byFolder(folder))) refuse('not-found')
    const registrations = await store.registrations(folder)
    if (registrations.length) await noteInLedger(tx, 'registrations.read', await folderStore(tx, member).traces([folder]))
    return { page: (await store.page(folder)) ?? null, left: await store.left(folder), registrations }
  },

  async putPage({ folder, ...page }, { tx, member }) {
    const store = eventStore(tx)
    const event = (await store.byFolder(folder)) ?? refuse('not-found')
    const slug = await store.putPage(folder, event.team, page)
    await noteInLedger(tx, page.open ? 'event-page.opened' : 'event-page.closed', await folderStore(tx, member).traces([folder]))
    return { slug }
  },

  async answerRegistration({ folder, id, state, anyway }, { tx, member }) {
    const store = eventStore(tx)
    await store.holdPlaces(folder)
    const turns = await store.turns(folder)
    const one = turns.find((turn) => turn.id === id) ?? refuse('not-found')
    const doubt = state === 'withdrawn' ? undefined : whyNotGive(one, await store.left(folder), turns)
    if (doubt && !anyway && one.state !== state) refuse('contradiction', { flaws: [{ path: 'state', rule: doubt }] })
    const answered = await store.answer(folder, id, state)
    if (answered) await noteInLedger(tx, 'registration.answered', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !answered }
  },

  async waitingRegistrations(_, { tx }) {
    return { events: await eventStore(tx).waiting() }
  },

  async evaluations({ folder }, { tx }) {
    const store = eventStore(tx)
    if (!(await store.byFolder(folder))) refuse('not-found')
    const given = (await store.evaluations(folder)).filter((one) => !isEmpty(one))
    return { given: given.length, answers: answersOf(given) }
  },

  async certify({ folder, hashes }, { tx, member, now }) {
    const store = eventStore(tx)
    if (!(await store.byFolder(folder))) refuse('not-found')
    const added = await store.certify(folder, hashes, dayOf(now))
    if (added) await noteInLedger(tx, 'certificates.issued', await folderStore(tx, member).traces([folder]))
    return { added }
  },

  async withdrawCertificate({ folder, hash }, { tx, member, now }) {
    const done = (await eventStore(tx).withdraw(folder, hash, dayOf(now))) ?? refuse('not-found')
    if (done === 'withdrawn') await noteInLedger(tx, 'certificate.withdrawn', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: done === 'already' }
  },

  async calendars(_, { tx }) {
    return { calendars: await eventStore(tx).calendars() }
  },

  async makeCalendar({ id, tokenHash, locale }, { tx, member, now }) {
    const store = eventStore(tx)
    const made = await store.makeCalendar(id, tokenHash, member.id, locale, dayOf(now))
    if (!made && !(await store.hasCalendar(id, tokenHash))) refuse('taken')
    if (made) await noteInLedger(tx, 'calendar.made', [])
    return { alreadyThere: !made }
  },

  async endCalendar({ id }, { tx, now }) {
    if (!(await eventStore(tx).endCalendar(id, dayOf(now)))) refuse('not-found')
    await noteInLedger(tx, 'calendar.ended', [])
    return { alreadyThere: false }
  },
}
