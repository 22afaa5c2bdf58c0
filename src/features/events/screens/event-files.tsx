import { useQueryClient } from '@tanstack/react-query'
import { materials } from '../../../desk/papers/kinds.ts'
import { Papers } from '../../../desk/papers/papers.tsx'
import { overTheNewest } from '../../../desk/papers/pieces.ts'
import { useDesk } from '../../../desk/session.tsx'
import { useWords } from '../../../desk/ui/index.ts'
import type { SealedFile } from '../../folders/contract.ts'
import { events } from '../contract.ts'
import { readEvent } from './read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

/** What was shown and handed out at an event. Names stand in the register, whose folder coordination does not hold; nothing of them belongs here. */
export function EventFiles({ event }: { readonly event: OpenEvent }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const queries = useQueryClient()
  const again = async () => (await readEvent(desk, event.folder)).event
  const keep = (change: (files: readonly SealedFile[]) => readonly SealedFile[]) => overTheNewest(event, again, async ({ words, doc: known, heads: _, ...facts }) => {
    if (!words || !known) throw new Error('an event that does not open takes no files')
    const doc = await desk.keys.sealDoc({ folder: facts.folder, id: known.id, version: known.version + 1, schema: 'event/1' }, { ...words, files: change(words.files) })
    await desk.call(events.change, { ...facts, doc })
  }).finally(() => queries.invalidateQueries({ queryKey: ['events'] }))
  return (
    <Papers name="event.file" panel="event.files" title={say('files')} none={say('files.none')} add={say('files.add')} most={20} taken={materials}
      folder={event.folder} files={event.words?.files ?? []} mayWrite={desk.may('prevention:write')} keep={keep} />
  )
}
