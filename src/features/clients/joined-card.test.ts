import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CardWords } from './contract.ts'
import { cardJoined, cardParted, safeDiffers } from './joined-card.ts'

const notAsked = { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' } as const
const evening = { ok: 'yes', hours: 'после 20', ask: 'Мира', say: '', codeWord: '' } as const
const never = { ok: 'no', hours: '', ask: '', say: '', codeWord: '' } as const
const ana: CardWords = { code: 'AK-1', names: ['Ана Ковач'], aliases: ['Сунце'], phones: ['064 111 222'], town: '', safe: evening, agreed: { text: 'пратња у Центар', on: '2026-01-05', by: null }, lastDay: '2026-01-05' }
const anja: CardWords = { code: 'MP-7', names: ['Ања'], aliases: ['Sunce'], phones: ['+381 64 111222', '063 9'], town: 'Ниш', safe: notAsked, agreed: { text: 'позвати школу', on: '2026-02-01', by: null }, lastDay: '2026-02-03' }

describe('the card of a client who was written down twice, once both are joined', () => {
  const one = cardJoined(ana, anja, 'second')

  it('is found by everything that stood on either, each once, whatever script or prefix it was written in', () => {
    expect(one).toMatchObject({ code: 'AK-1', names: ['Ана Ковач'], aliases: ['Сунце', 'Ања', 'MP-7'], phones: ['064 111 222', '063 9'], town: 'Ниш' })
  })
  it('says what was agreed last, and when she was spoken to last', () => {
    expect(one).toMatchObject({ agreed: anja.agreed, lastDay: '2026-02-03' })
  })
  it('keeps how to call her safely where only one of them says it', () => {
    expect(one.safe).toEqual(evening)
    expect(cardJoined(anja, ana, 'first').safe).toEqual(evening)
    expect(safeDiffers(ana, anja)).toBe(false)
  })
  it('asks somebody to choose where both say it, and not the same', () => {
    expect(safeDiffers(ana, { ...anja, safe: never })).toBe(true)
    expect(cardJoined(ana, { ...anja, safe: never }, 'second', never).safe).toEqual(never)
  })
  it('is what it was before once they are taken apart', () => expect(cardParted(one, 'second')).toEqual(ana))

  it('keeps what somebody wrote on it since', () => {
    const since = { ...one, town: 'Нови Сад', agreed: { text: '', on: '2026-03-01', by: null }, aliases: [...one.aliases, 'Мала'] }
    expect(cardParted(since, 'second')).toMatchObject({ town: 'Нови Сад', agreed: { text: '' }, aliases: ['Сунце', 'Мала'], lastDay: '2026-01-05' })
  })
  it('gives back what a third record brought along when that one is taken out', () => {
    const third: CardWords = { ...ana, code: 'ZZ-9', names: ['Јелена'], aliases: [], phones: [] }
    const all = cardJoined(ana, cardJoined(anja, third, 'third'), 'second')
    expect(all.aliases).toContain('Јелена')
    expect(cardParted(all, 'third').aliases).not.toContain('Јелена')
    expect(cardParted(all, 'third').aliases).toContain('Ања')
    expect(cardParted(cardParted(all, 'second'), 'third')).toEqual(ana)
  })
})

const text = fc.constantFrom('', 'Ана', 'Ana', 'Ђурић', 'Djuric', 'Нада', '064 1', '+38164 1', '7')
const safe = fc.constantFrom(notAsked, evening, never)
const day = fc.constantFrom('', '2026-01-01', '2026-02-01')
const anyCard: fc.Arbitrary<CardWords> = fc.record({
  code: text, names: fc.array(text, { maxLength: 3 }), aliases: fc.array(text, { maxLength: 3 }), phones: fc.array(text, { maxLength: 3 }), town: text, safe,
  agreed: fc.record({ text, on: day, by: fc.constant(null) }), lastDay: day,
})

it('whatever two cards say, taking apart undoes joining, in whichever order two were joined last', () => {
  fc.assert(fc.property(anyCard, anyCard, anyCard, (card, second, third) => {
    const one = cardJoined(card, second, 'second')
    expect(cardParted(one, 'second')).toEqual(card)
    expect(cardParted(cardParted(cardJoined(one, third, 'third'), 'third'), 'second')).toEqual(card)
  }))
})
