import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isCardWords } from './card-shape.ts'
import { cardWords } from './contract.ts'

const text = fc.string({ maxLength: 8 })
const card = fc.record({
  code: text, names: fc.array(text, { maxLength: 3 }), aliases: fc.array(text, { maxLength: 2 }), phones: fc.array(text, { maxLength: 2 }), town: text, lastDay: text,
  safe: fc.record({ ok: fc.constantFrom('yes', 'no', 'unknown', 'not_asked', 'declined'), hours: text, ask: text, say: text, codeWord: text }),
  agreed: fc.record({ text, on: text, by: fc.option(text), from: fc.option(text, { nil: undefined }) }),
})

it('takes every card that the contract takes', () => {
  fc.assert(fc.property(card, (one) => cardWords.safeParse(one).success && isCardWords(one)))
})

it('takes nothing that the contract refuses but an answer of safe contact that it does not know yet', () => {
  const wrong = fc.oneof(fc.anything(), card.chain((one) => fc.constantFrom(...Object.keys(one)).map((key) => ({ ...one, [key]: 7 }))))
  fc.assert(fc.property(wrong, (one) => cardWords.safeParse(one).success || !isCardWords(one)))
})

it('keeps an odd card out and says so by refusing it', () => {
  expect(isCardWords({ says: 'a contact, not a card' })).toBe(false)
})
