import type { OpenDesk } from '../../../desk/session.tsx'
import { toBase64url, utf8 } from '../../../shared/bytes.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { hashOf } from '../../../shared/hash.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { plainCode } from '../../../shared/printed-code.ts'
import { byAlphabet } from '../../../shared/alphabet.ts'
import { events, eventWords, participantWords, registrationWords } from '../contract.ts'
import type { EventWords, KeptEvent, ParticipantWords, RegistrationWords } from '../contract.ts'
import { headsOf } from '../rules.ts'

type Hands = Pick<OpenDesk, 'call' | 'keys'>
type Doc = { readonly id: string; readonly version: number }
export type OpenEvent = KeptEvent & { readonly words: EventWords | undefined; readonly doc: (Doc & { readonly author: string }) | undefined }
export type Participant = { readonly doc: Doc; readonly words: ParticipantWords }
export type Register = { readonly register: FolderId | null; readonly people: readonly Participant[] }
export type Registration = OutputOf<typeof events.page>['registrations'][number] & { readonly words: RegistrationWords | undefined }

async function opened(desk: Hands, rows: readonly KeptEvent[], served: OutputOf<typeof events.list>['served']): Promise<OpenEvent[]> {
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  return rows.map((row) => {
    const doc = docs.find((one) => one.folder === row.folder)
    return { ...row, words: eventWords.safeParse(doc?.content).data, doc: doc && { id: doc.id, version: doc.version, author: doc.author } }
  })
}

export const pageOf = 30

export async function readEvents(desk: Hands, which: 'planned' | 'past', before?: KeptEvent, limit = which === 'planned' ? 100 : pageOf): Promise<OpenEvent[]> {
  const page = await desk.call(events.list, { which, limit, ...(before && { beforeDay: before.onDay, beforeFolder: before.folder }) })
  return opened(desk, page.events, page.served)
}

export async function readEvent(desk: Hands, folder: FolderId) {
  const { event, series, served } = await desk.call(events.one, { folder })
  const [one] = await opened(desk, [event], served)
  return { event: one ?? { ...event, words: undefined, doc: undefined }, series }
}

/** Names that were given for this event; for the prevention team alone. */
export async function readParticipants(desk: Hands, folder: FolderId): Promise<Register> {
  const { register, served } = await desk.call(events.participants, { folder })
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  const people = docs.flatMap((doc) => {
    const words = participantWords.safeParse(doc.content).data
    return words ? [{ doc: { id: doc.id, version: doc.version }, words }] : []
  })
  return { register, people: people.toSorted((one, other) => byAlphabet(one.words.name, other.words.name)) }
}

export async function readPage(desk: Hands, folder: FolderId) {
  const { page, left, registrations } = await desk.call(events.page, { folder })
  const sealed = registrations.map(({ id, team, epoch, sealed: letter }) => ({ id, team, epoch: epoch ?? 0, sealed: letter ?? '' }))
  const words = await desk.keys.openLetters(sealed)
  return { page, left, registrations: registrations.map((one, at): Registration => ({ ...one, words: registrationWords.safeParse(words[at]).data })) }
}

export const hashOfCode = (code: string) => toBase64url(hashOf(utf8(plainCode(code))))

/** A name that was entered by mistake: nothing of it is said any more. True when whoever stood by it was counted, and is no longer. */
export async function takeParticipantAway(desk: OpenDesk, { folder: event, sessions }: Pick<KeptEvent, 'folder' | 'sessions'>, register: FolderId, { doc, words }: Participant): Promise<boolean> {
  const emptied = await desk.keys.sealDoc({ folder: register, id: doc.id, version: doc.version + 1, schema: 'participant/1' }, { takenAway: true })
  const { fewer } = await desk.call(events.takeParticipantAway, {
    folder: event, doc: emptied, certificate: words.certificate === null ? null : hashOfCode(words.certificate),
    registration: words.registration as RecordId | null, counted: headsOf(sessions, [words], 'not_asked')[0] ?? null,
  })
  return fewer
}

export const blankParticipant: ParticipantWords = { name: '', reach: '', from: '', audience: '', sex: '', ageBand: '', present: [], certificate: null, withdrawn: false, registration: null }

/** Writes one of them; the first makes the register, held by the prevention team and recovery alone. */
export async function writeParticipant(desk: OpenDesk, event: FolderId, register: FolderId | null, person: Participant | { readonly doc: undefined; readonly id?: string; readonly words: ParticipantWords }): Promise<FolderId> {
  const newFolder = register ? null : await desk.keys.makeFolder('participants', [desk.team('prevention')], dayOf(new Date()))
  const folder = register ?? newFolder?.id ?? newId<'folder'>()
  const doc = await desk.keys.sealDoc({ folder, id: person.doc?.id ?? ('id' in person && person.id ? person.id : newId()), version: (person.doc?.version ?? 0) + 1, schema: 'participant/1' }, person.words)
  await desk.call(events.writeParticipant, { folder: event, newFolder, doc })
  return folder
}
