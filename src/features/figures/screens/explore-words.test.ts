import { expect, it } from 'vitest'
import { locales } from '../../../shared/words.ts'
import { sealedTopics } from '../sealed-topics.ts'
import { topics } from '../topics.ts'
import { exploreWords } from './explore-words.ts'

it('every topic has its name and meaning, and every way to divide it a name, in three ways of writing', () => {
  const all: readonly (readonly [string, { readonly by: readonly string[] }])[] = Object.entries({ ...topics, ...sealedTopics })
  const keys = all.flatMap(([id, { by }]) => [`topic.${id}`, `topic.${id}.says`, ...by.map((one) => `by.${one}`)])
  for (const locale of locales) {
    const say = exploreWords.translator(locale)
    expect(keys.filter((key) => say(key) === key)).toEqual([])
  }
})
