import { expect, it } from 'vitest'
import { dictionary, locales } from '../../shared/words.ts'
import { deskWords } from '../../desk/words.ts'
import { actionsOf, readings } from './rules.ts'
import en from './words/en.json' with { type: 'json' }
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

const ledgerWords = dictionary(cyrl, en)

it('every reading that is counted, and its slowing, has words on the page of the ledger and on Today, in three ways of writing', () => {
  for (const locale of locales) {
    const [ledger, today] = [ledgerWords.translator(locale), deskWords.translator(locale)]
    const missing = readings.flatMap((kind) => [
      ...[`result.${kind}`, ...actionsOf(kind).map((action) => `action.${action}`)].filter((key) => ledger(key) === key),
      ...[`slowed.${kind}`].filter((key) => today(key) === key),
    ])
    expect(missing).toEqual([])
  }
})
