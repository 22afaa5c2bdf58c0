import { expect, it } from 'vitest'
import en from '../../features/ledger/words/en.json' with { type: 'json' }
import { bringsBack, undoing } from './brings-back.ts'
import type { Manifest } from './contents.ts'

const manifest = {
  kind: 'full', at: '2026-11-26T10:09:18.000Z', organisation: { name: 'Kuća' }, members: { active: 3 }, ledger: undefined, leftOut: [],
  tables: [{ name: 'contact', rows: 1 }],
} as unknown as Manifest

const told = (undone: Record<string, number>, more: Record<string, number>) =>
  bringsBack(manifest, new Date(manifest.at), { newest: { name: 'newer.age' }, entries: 16, undone, more }).slice(-2)

it('an older backup says in words what it undoes, the gravest first, and how much work it does not have', () => {
  expect(told({ 'contact.unlinked': 2, 'member.suspended': 1 }, { contact: 1, client: 1, doc: 2, service: 0 })).toEqual([
    'The newer one has more: contacts: 1, clients: 1, sealed documents: 2. This one does not bring them back.',
    'What was done since and is undone by bringing back this one: account closed; contact unlinked (2 times).',
  ])
})

it('where nothing was taken and nothing was written since, it says so', () => {
  expect(told({}, { contact: 0 })).toEqual(['It has no more records than this one.', 'Nothing was taken from anybody since, and no secret was changed.'])
})

it('every act it knows has its words in the ledger; reading cards is none', () => {
  expect(undoing.filter((action) => !Object.hasOwn(en, `action.${action}`))).toEqual([])
  expect(undoing).not.toContain('cards.renewed')
})
