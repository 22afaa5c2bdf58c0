import { describe, expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { FolderId, LineId, TeamId } from '../../shared/ids.ts'
import { factsOf, wordsOf } from './compose.ts'
import { draftOf, draftsOf, newContactDraft } from './draft.ts'
import { versionsOf } from './screens/versions.ts'

const now = new Date('2026-03-12T18:30:00Z')
const [folder, line, team] = [newId<'folder'>() as FolderId, newId<'line'>() as LineId, newId<'team'>() as TeamId]
const safe = { ok: 'yes', hours: 'после 20', ask: '', say: '', codeWord: '' } as const
const taken = {
  ...newContactDraft(line, team, new Date('2026-03-12T18:00:00Z')), type: 'trafficking', subtype: 'report', says: 'Држе јој пасош.', agreed: 'Пратња.', agreedBy: 'her_pace',
  language: 'ro', contactor: 'self', number: '064', answers: { retention_of_documents: 'yes' }, safe,
} as const

describe('a contact that is corrected', () => {
  it('keeps everything that nobody changes, safe contact too', () => {
    const [facts, words] = [factsOf(taken, folder, now), wordsOf(taken, now)]
    const again = draftOf(facts, words)
    expect(factsOf(again, folder, now)).toEqual(facts)
    expect(wordsOf(again, now)).toEqual(words)
    expect(words.safe).toEqual(safe)
  })
  it('can be read with the codes of every version; where they were not kept yet, nothing is claimed to have differed', () => {
    const [first, second] = [wordsOf(taken, now), wordsOf({ ...taken, subtype: 'support_monitoring', says: 'Друго.' }, now)]
    const facts = factsOf({ ...taken, subtype: 'support_monitoring' }, folder, now)
    const opened = (version: number, content: unknown) => ({ folder, id: 'd', version, schema: 'contact/1', author: 'jelena', content }) as never
    const subtypes = (docs: never[]) => versionsOf(docs, facts).versions.map((one) => one.draft.subtype)
    expect(subtypes([opened(2, second), opened(1, first)])).toEqual(['report', 'support_monitoring'])
    const { codes: _, ...older } = first
    expect(subtypes([opened(1, older), opened(2, second)])).toEqual(['support_monitoring', 'support_monitoring'])
    expect(versionsOf([opened(1, { says: 7 }), opened(2, second)], facts).closed).toBe(1)
  })
})

it('tells a contact that was not saved yet from a correction that was begun', () => {
  const kept = [{ id: 'a', draft: { page: 'contact', at: now.getTime() } }, { id: 'b', draft: { page: `correct?contact=${folder}`, at: 0 } }, { id: 'c', draft: { page: 'report?client=x', at: 0 } }]
  expect(draftsOf(kept)).toEqual({ fresh: [{ id: 'a', at: now }], corrections: new Set([folder]) })
})
