import { describe, expect, it } from 'vitest'
import { cardAfter, cardLimits, cardWithout, flawsIn } from './card-rules.ts'
import type { Told } from './card-rules.ts'
import type { CardWords } from './contract.ts'

const notAsked = { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' } as const
const evening = { ok: 'yes', hours: 'после 20', ask: 'Мира', say: '', codeWord: '' } as const
const never = { ok: 'no', hours: '', ask: '', say: '', codeWord: '' } as const
const card: CardWords = { code: 'AK-1234', names: ['Ана'], aliases: [], phones: [], town: 'Ниш', safe: notAsked, agreed: { text: '', on: '2026-01-01', by: null }, lastDay: '2026-01-01' }
const told = (folder: string, onDay: string, agreed = '', safe: Told['safe'] = null): Told => ({ folder, onDay, agreed, agreedBy: null, safe })

describe('her card, after a contact', () => {
  it('says what was agreed in it, and from which contact that is', () => {
    expect(cardAfter(card, told('one', '2026-02-01', 'пратња у Центар', evening))).toMatchObject({ agreed: { text: 'пратња у Центар', on: '2026-02-01', from: 'one' }, safe: evening, lastDay: '2026-02-01' })
  })
  it('keeps what it knew where the contact says nothing', () => {
    const known = cardAfter(card, told('one', '2026-02-01', 'пратња', evening))
    expect(cardAfter(known, told('two', '2026-03-01', '', notAsked))).toMatchObject({ agreed: { text: 'пратња', from: 'one' }, safe: evening, lastDay: '2026-03-01' })
  })
  it('keeps what was agreed after a contact that is written down late', () => {
    const known = cardAfter(card, told('new', '2026-03-01', 'суд у петак'))
    expect(cardAfter(known, told('late', '2026-02-01', 'послати образац'))).toMatchObject({ agreed: { text: 'суд у петак' }, lastDay: '2026-03-01' })
  })
  it('does not say again what was done since', () => {
    const done = { ...card, agreed: { text: '', on: '2026-03-05', by: null }, lastDay: '2026-02-20' }
    expect(cardAfter(done, told('late', '2026-03-01', 'позвати')).agreed.text).toBe('')
  })
})

describe('her card, after a contact turned out not to be hers', () => {
  const first = told('first', '2026-02-01', 'позвати школу', evening)
  const wrong = told('wrong', '2026-03-01', 'адвокат у понедељак', never)
  const linked = cardAfter(cardAfter(card, first), wrong)

  it('no longer says what was agreed in it; what was agreed before stands again', () => {
    expect(cardWithout(linked, wrong, [first])).toMatchObject({ agreed: { text: 'позвати школу', on: '2026-02-01', from: 'first' }, lastDay: '2026-02-01' })
  })
  it('no longer obeys a rule of safe contact that was said in it', () => {
    expect(cardWithout(linked, wrong, [first]).safe).toEqual(evening)
    expect(cardWithout(linked, wrong, []).safe).toEqual(notAsked)
  })
  it('says nothing is agreed when nothing else was', () => {
    expect(cardWithout(cardAfter(card, wrong), wrong, [])).toMatchObject({ agreed: { text: '', by: null }, lastDay: '' })
  })
  it('keeps what was agreed in another contact, before or after', () => {
    const after = cardAfter(linked, told('third', '2026-04-01', 'ново'))
    expect(cardWithout(after, wrong, [first, told('third', '2026-04-01', 'ново')])).toMatchObject({ agreed: { text: 'ново' }, lastDay: '2026-04-01' })
  })
  it('keeps what somebody wrote on the card herself', () => {
    const edited = { ...linked, safe: { ...never, ask: 'тетка' }, agreed: { text: 'друго', on: '2026-03-02', by: null, from: 'other' } }
    expect(cardWithout(edited, wrong, [first])).toMatchObject({ safe: { ask: 'тетка' }, agreed: { text: 'друго' } })
  })
  it('knows an agreement by its words and day where an older card does not say which contact it is from', () => {
    const { from: _, ...older } = linked.agreed
    expect(cardWithout({ ...linked, agreed: older }, wrong, [first]).agreed.text).toBe('позвати школу')
    expect(cardWithout({ ...linked, agreed: { ...older, text: 'нешто друго' } }, wrong, [first]).agreed.text).toBe('нешто друго')
  })
  it('keeps her names, her telephone and her town', () => {
    expect(cardWithout(linked, wrong, [])).toMatchObject({ names: ['Ана'], town: 'Ниш', code: 'AK-1234' })
  })
})

describe('what may stand on a card', () => {
  it('is everything one is found by, also in either script and without a name', () => {
    expect(flawsIn(card)).toEqual({})
    expect(flawsIn({ ...card, names: [], aliases: ['Беба', 'Beba'], phones: ['+381 64 111-222', '06412'] })).toEqual({})
  })
  it('is no story: a long name is named', () => {
    const long = 'а'.repeat(cardLimits.name + 1)
    expect(flawsIn({ ...card, names: ['Ана', long] })).toEqual({ names: { kind: 'long', which: 'а'.repeat(30), most: cardLimits.name } })
    expect(flawsIn({ ...card, aliases: [long], town: 'б'.repeat(101) })).toMatchObject({ aliases: { kind: 'long' }, town: { kind: 'long' } })
  })
  it('is no crowd of names', () => {
    expect(flawsIn({ ...card, aliases: Array.from({ length: 11 }, (_, at) => `име ${at}`) })).toMatchObject({ aliases: { kind: 'many', most: 10 } })
  })
  it('is a telephone that can be found, and a code', () => {
    expect(flawsIn({ ...card, phones: ['064 111 222', '12'] })).toEqual({ phones: { kind: 'short', which: '12', most: 4 } })
    expect(flawsIn({ ...card, code: ' - ' })).toMatchObject({ code: { kind: 'none' } })
  })
})
