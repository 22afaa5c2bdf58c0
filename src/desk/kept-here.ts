import type { RecordId } from '../shared/ids.ts'
import { local } from './drafts.ts'
import type { Draft, Kept } from './drafts.ts'
import type { OpenDesk } from './session.tsx'

/** Keeps on this computer alone, sealed, what waits for the program: it stands among what is unfinished. `id` is the place's own, so that there is one for each. */
export async function keepHere<S>(desk: OpenDesk, id: string, page: string, state: S): Promise<void> {
  const at = Date.now()
  const blob = await desk.keys.sealDraft(id as RecordId, { page, at, state, caret: null, sentAs: null } satisfies Draft<S>)
  await (await local()).put('drafts', { member: desk.me.id, id, blob, at } satisfies Kept)
}

export async function keptHere(desk: OpenDesk, id: string): Promise<unknown> {
  const kept = (await (await local()).get('drafts', [desk.me.id, id])) as Kept | undefined
  return kept && (await desk.keys.openDraft(id as RecordId, kept.blob).then((draft) => (draft as Draft<unknown>).state, () => undefined))
}
