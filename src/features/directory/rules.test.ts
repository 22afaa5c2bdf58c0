import { describe, expect, it } from 'vitest'
import type { InstitutionEntry, PersonEntry } from './contract.ts'
import { isStale, resolve, sameInstitution, titleOf } from './rules.ts'

const station = (id: string, more: Partial<InstitutionEntry> = {}): InstitutionEntry => ({
  id, is: 'institution', kind: 'police', name: 'Полицијска управа', unit: '', town: 'Ниш', address: '', dutyPhones: [], phones: [], email: '', hours: '',
  languages: [], note: '', verifiedOn: null, archivedOn: null, ...more,
})
const officer = (id: string, institution: string, name = 'Петар Петровић'): PersonEntry => ({ id, is: 'person', institution, name, role: '', phones: [], email: '', trained: 'unknown', archivedOn: null })

describe('the directory', () => {
  it('takes what somebody wrote by hand before what came with a file, in whatever order they are read', () => {
    const imported = { id: 'page', version: 1, entries: [station('a'), station('b'), officer('p', 'a')] }
    const byHand = { id: 'a', version: 3, entries: [station('a', { town: 'Врање' })] }
    for (const pages of [[imported, byHand], [byHand, imported]]) {
      const { institutions, people, versions } = resolve(pages)
      expect([...institutions.values()].map((one) => one.town).sort()).toEqual(['Врање', 'Ниш'])
      expect(people.get('a')?.map((one) => one.id)).toEqual(['p'])
      expect([versions.get('a'), versions.get('b')]).toEqual([3, undefined])
    }
  })

  it('asks to look again a year after an entry was last seen to be right, and at once when nobody ever saw', () => {
    expect(isStale(station('a', { verifiedOn: '2025-11-26' }), '2026-11-25')).toBe(false)
    expect(isStale(station('a', { verifiedOn: '2025-11-24' }), '2026-11-25')).toBe(true)
    expect(isStale(station('a'), '2026-11-25')).toBe(true)
    expect(isStale(station('a', { archivedOn: '2026-01-01' }), '2026-11-25')).toBe(false)
  })

  it('knows one institution in either script', () => {
    expect(sameInstitution(station('a'))).toBe(sameInstitution({ name: 'Policijska  uprava', unit: '', town: 'Niš' }))
    expect(sameInstitution(station('a'))).not.toBe(sameInstitution(station('a', { town: 'Врање' })))
    expect(titleOf({ name: 'Полицијска управа', unit: 'Одељење за сузбијање трговине људима' })).toBe('Полицијска управа, Одељење за сузбијање трговине људима')
  })
})
