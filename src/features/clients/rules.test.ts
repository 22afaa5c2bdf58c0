import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openingsOf } from './rules.ts'

const entry = (at: string, actor: string | null, action: string, result = 'done') => ({ at: `2026-03-${at}:00.000Z`, actor, action, result })

describe('the paper of who opened her records', () => {
  it('has one line for what one person did in one way on one day, with its times', () => {
    expect(openingsOf([
      entry('12T10:00', 'mira', 'client.opened'), entry('12T08:00', 'mira', 'contact.opened'), entry('12T09:00', 'ana', 'client.opened'), entry('12T08:30', 'mira', 'card.written'),
    ])).toMatchObject([
      { on: '2026-03-12', by: 'mira', kind: 'opened', at: ['2026-03-12T08:00:00.000Z', '2026-03-12T10:00:00.000Z'] },
      { by: 'mira', kind: 'written' }, { by: 'ana', kind: 'opened' },
    ])
  })
  it('begins with the latest day', () => {
    expect(openingsOf([entry('01T10:00', 'mira', 'client.opened'), entry('20T10:00', 'mira', 'client.opened')]).map((line) => line.on)).toEqual(['2026-03-20', '2026-03-01'])
  })
  it('tells apart who read her record and who saw it in a list with others', () => {
    expect(openingsOf([entry('12T10:00', 'mira', 'cards.segment'), entry('12T10:01', 'mira', 'contact.opened')]).map((line) => line.kind)).toEqual(['listed', 'opened'])
  })
  it('leaves nothing out but what was sent twice: an act without words of its own is there too', () => {
    expect(openingsOf([entry('12T10:00', null, 'something.new')])).toMatchObject([{ kind: 'other', by: null }])
    expect(openingsOf([entry('12T10:00', 'mira', 'contact.saved', 'already-there')])).toEqual([])
    const any = fc.record({ at: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((at) => at.toISOString()), actor: fc.constantFrom('mira', 'ana', null), action: fc.constantFrom('client.opened', 'cards.segment', 'ledger.read', 'new'), result: fc.constant('done') })
    fc.assert(fc.property(fc.array(any), (entries) => {
      expect(openingsOf(entries).flatMap((line) => line.at).sort()).toEqual(entries.map((one) => one.at).sort())
    }))
  })
})
