import type { Call } from '../../shared/call.ts'
import type { Day } from '../../shared/calendar.ts'
import { addDays } from '../../shared/calendar.ts'
import type { OutputOf } from '../../shared/endpoint.ts'
import type { FolderId, RecordId } from '../../shared/ids.ts'
import { patiently } from '../../shared/patiently.ts'
import type { OpenedDoc, Vault } from '../../vault/vault.ts'
import { institutionContactWords, institutionFollowUpWords, institutions } from './contract.ts'
import type { InstitutionFollowUp } from './contract.ts'
import { joined } from './held.ts'
import type { Held, Span } from './held.ts'
import type { Opened } from './rules.ts'

type Page = OutputOf<typeof institutions.list>
type Row = Page['contacts'][number]

/** A contact as far as institutions are counted by it; what was said stays sealed but for what is to be asked for. */
export type OpenedContact = Opened & {
  readonly id: RecordId
  readonly folder: FolderId
  /** The institution as it was called then. */
  readonly called: string
  readonly withWhom: string
  /** Typed by hand and about no client, so that it can be taken back nowhere else: its documents, without their words. Null: it stands elsewhere too. */
  readonly loose: readonly OpenedDoc[] | null
}

export type Walk = {
  readonly call: Call
  readonly keys: Pick<Vault, 'admit' | 'openDocs'>
  readonly signal: AbortSignal
  /** After every page: how many stand open, and the day reading has come back to. */
  readonly came: (contacts: number, back: Day) => void
  /** The program asks for a pause of so many seconds. */
  readonly pausing: (seconds: number) => void
}

/** What was read before it ended: all of the days that are named, and none of the others. `broken`: why it did not come to its end. */
export type Walked = { readonly held: Held | undefined; readonly broken?: { readonly by: unknown } }

/**
 * The contacts of these days, newest first, page by page: the next is fetched while one is opened. Documents come with the newest of their folder's
 * contacts, and wait here until their own contact comes.
 */
export async function openContacts(span: Span, walk: Walk): Promise<Walked> {
  const { call, keys, signal, came, pausing } = walk
  const words = new Map<string, OpenedDoc[]>()
  const served = new Set<FolderId>()
  const contacts = new Map<string, OpenedContact>()
  let [closed, back] = [0, addDays(span.to, 1)]
  const ask = (last?: Row) => patiently(() => call(institutions.list, { ...span, ...(last && { beforeDay: last.onDay, beforeId: last.id }) }), { signal, pausing })
  let coming: Promise<Page> | undefined = ask()
  try {
    while (coming) {
      const page: Page = await coming
      const last = page.contacts.at(-1)
      coming = page.more && last ? ask(last) : undefined
      // Whoever is told of this page's failure is not told of the next one's too.
      coming?.catch(() => undefined)
      await keys.admit(page.served)
      for (const key of page.served.keys) served.add(key.folder)
      const docs = await keys.openDocs(page.served.docs)
      signal.throwIfAborted()
      closed += docs.filter((doc) => doc.quarantined && doc.quarantined !== 'not-held').length
      for (const doc of docs) {
        const of = (doc.content as { of?: string } | undefined)?.of
        if (of) words.set(of, [...(words.get(of) ?? []), doc])
      }
      for (const one of page.contacts) {
        contacts.set(one.id, openedContact(one, words.get(one.id) ?? []))
        words.delete(one.id)
      }
      back = last?.onDay ?? span.from
      came(contacts.size, back)
    }
  } catch (problem) {
    // Of the day it stopped in, some may be missing.
    const from = addDays(back, 1)
    return { held: from > span.to ? undefined : { from, to: span.to, closed, contacts: new Map([...contacts].filter(([, one]) => one.onDay >= from)) }, broken: { by: problem } }
  }
  const held = { ...span, contacts, closed }
  return span.from === span.to ? { held } : { held: await withWhatCameMeanwhile(held, served, walk) }
}

/** A contact that was written while this was read makes the program believe that its folder's documents came with it: those days are asked for anew. */
async function withWhatCameMeanwhile(held: Held, served: ReadonlySet<FolderId>, walk: Walk): Promise<Held> {
  const days = new Set([...held.contacts.values()].filter((one) => !served.has(one.folder)).map((one) => one.onDay))
  let whole = held
  for (const day of days) whole = joined(whole, (await openContacts({ from: day, to: day }, { ...walk, came: () => undefined })).held ?? whole)
  return whole
}

function openedContact({ id, folder, onDay, kind, direction, client, imported }: Row, docs: readonly OpenedDoc[]): OpenedContact {
  const spoken = docs.filter((doc) => doc.schema.startsWith('institution-contact/')).map((doc) => institutionContactWords.safeParse(doc.content).data).find((one) => one !== undefined)
  const later = docs.filter((doc) => doc.schema.startsWith('institution-follow-up/')).flatMap((doc) => institutionFollowUpWords.safeParse(doc.content).data ?? [])
  const { institution = null, answer = null, promise = '', promisedBy = null } = spoken ?? {}
  return {
    id, folder, onDay, kind, direction, called: spoken?.called ?? '', withWhom: spoken?.withWhom ?? '',
    words: spoken && { institution, answer, promise, promisedBy: promisedBy || null }, later: later.map(({ what, on }) => ({ what, on })),
    imported, loose: client === null && !imported ? docs.map((doc) => wordless(doc, id)) : null,
  }
}

const wordless = ({ folder, id, version, schema, author }: Omit<OpenedDoc, 'content' | 'quarantined'>, of: string): OpenedDoc => ({ folder, id, version, schema, author, content: { of } })

/** With what came of it just now, as it was sealed. */
export function followed(one: OpenedContact, { what, on }: Pick<InstitutionFollowUp, 'what' | 'on'>, doc: Omit<OpenedDoc, 'content' | 'quarantined'>): OpenedContact {
  return { ...one, later: [...one.later, { what, on }], loose: one.loose && [...one.loose, wordless(doc, one.id)] }
}
