import type { CardWords } from './contract.ts'

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * Whether what a card opened to is a card. By hand, because the key worker carries no schemas; one card in a wrong shape must
 * not keep all the others from being found.
 */
export function isCardWords(value: unknown): value is CardWords {
  if (!isObject(value)) return false
  const { code, names, aliases, phones, town, safe, agreed, lastDay, taken } = value
  const flat = isText(code) && isTexts(names) && isTexts(aliases) && isTexts(phones) && isText(town) && isText(lastDay)
  const contact = isObject(safe) && ['ok', 'hours', 'ask', 'say', 'codeWord'].every((key) => isText(safe[key]))
  const joined = taken === undefined || (Array.isArray(taken) && taken.every((one) => isObject(one) && isText(one['from']) && isTexts(one['aliases']) && isTexts(one['phones']) && isObject(one['before']) && isObject(one['after'])))
  return flat && contact && joined && isObject(agreed) && isText(agreed['text']) && isText(agreed['on']) && (agreed['by'] === null || isText(agreed['by'])) && (agreed['from'] === undefined || isText(agreed['from']))
}
