import { describe, expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { FolderId, LineId, TeamId } from '../../shared/ids.ts'
import { cardFlaws, factsOf, wordsOf } from './compose.ts'
import { draftOf, draftsOf, isUntouched, newContactDraft, newInstitution, newPerson, saysMoreThan } from './draft.ts'
import type { ContactDraft } from './draft.ts'
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

describe('one press', () => {
  const blank = newContactDraft(line, team, now)
  const prank = { type: 'other', subtype: 'prank', outcome: 'no_need' } as const
  it('says all there is where nothing else is answered, whenever and however it came', () => {
    expect(saysMoreThan(blank, prank)).toBe(false)
    expect(saysMoreThan({ ...blank, late: true, onDay: '2026-03-01', channel: 'email', direction: 'out', minutes: 'under_5' }, prank)).toBe(false)
    expect(saysMoreThan({ ...blank, type: 'other' }, prank)).toBe(false)
  })
  it('asks before it puts away anything that is written or answered', () => {
    const more: Partial<ContactDraft>[] = [
      { says: 'Смеје се.' }, { agreed: 'Ништа.' }, { number: '064' }, { language: 'ro' }, { contactor: 'self' }, { urgency: 'crisis_24h' }, { agreedBy: 'her_pace' }, { heardOf: 'campaign' },
      { given: ['counselling'] }, { people: [newPerson('caller', 'Ана')] }, { institutions: [newInstitution()] }, { answers: { retention_of_documents: 'yes' } },
      { type: 'trafficking' }, { type: 'other', subtype: 'silent' }, { outcome: 'report_taken' },
    ]
    for (const some of more) expect(saysMoreThan({ ...blank, ...some }, prank), JSON.stringify(some)).toBe(true)
  })
  it('is offered beside the name only where nothing is there, and whatever is there is a draft that is kept', () => {
    expect(isUntouched(blank)).toBe(true)
    expect(isUntouched({ ...blank, institutions: [newInstitution()] })).toBe(false)
    expect(isUntouched({ ...blank, query: 'ђ' })).toBe(false)
  })
})

it('a telephone taken with a contact is one that her card can be kept with, and found by', () => {
  const her = newPerson('caller', 'Ана')
  expect(cardFlaws({ ...her, phone: '😀 није број' })).toMatchObject({ phones: { kind: 'short', which: '😀 није број' } })
  expect(cardFlaws({ ...her, phone: '064 111-222, +381 65 333 444' })).toEqual({})
  expect(cardFlaws(her)).toEqual({})
  expect(cardFlaws({ ...her, isNew: false, phone: 'x' })).toEqual({})
})
