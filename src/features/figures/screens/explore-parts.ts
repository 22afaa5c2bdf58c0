import { useCallback } from 'react'
import { useCountries, useLanguages } from '../../../desk/countries.ts'
import { useDesk } from '../../../desk/session.tsx'
import { useLocale, useWords } from '../../../desk/ui/index.ts'
import { isMissing } from '../../../shared/missing.ts'
import { formatMonth, monthName, written } from '../../../shared/words.ts'
import { sealedDimensionOf, sealedTopics } from '../sealed-topics.ts'
import type { SealedTopicId } from '../sealed-topics.ts'
import { dimensionOf, topics } from '../topics.ts'
import type { Dimension, DimensionId, Topic, TopicId } from '../topics.ts'
import { exploreWords } from './explore-words.ts'
import { yearIn } from './years.ts'

/** What the page can be asked; it stands in the address, so that a table can be come back to. */
export type Asked = {
  readonly topic: TopicId | SealedTopicId
  readonly rows: string
  readonly columns: string | null
  readonly only: string | null
  readonly part: string | null
  readonly from: number
  readonly to: number
}

export const isClear = (id: string): id is TopicId => Object.hasOwn(topics, id)
const isSealed = (id: string): id is SealedTopicId => Object.hasOwn(sealedTopics, id)
export const topicOf = (id: TopicId | SealedTopicId): Topic => (isClear(id) ? topics[id] : sealedTopics[id])
export function dimensionIn(topic: TopicId | SealedTopicId, id: string): Dimension {
  const found = isClear(topic) ? dimensionOf(id as DimensionId) : sealedDimensionOf(id)
  if (!found) throw new Error(`no dimension ${id}`)
  return found
}

/** An address that names something else is read as far as it makes sense. */
export function askedIn(search: URLSearchParams, thisYear: number): Asked {
  const named = search.get('what') ?? ''
  const topic = isClear(named) || isSealed(named) ? named : 'calls'
  const by = topicOf(topic).by
  const one = (key: string) => by.find((id) => id === search.get(key)) ?? null
  const year = (key: string) => yearIn(search.get(key), thisYear)
  const rows = one('by') ?? by.find((id) => dimensionIn(topic, id).as === undefined && dimensionIn(topic, id).column !== 'year') ?? by[0] ?? ''
  const only = one('only')
  return { topic, rows, columns: one('and') === rows ? null : one('and'), only, part: only && search.get('is'), from: year('from'), to: year('to') }
}

export function addressFor({ topic, rows, columns, only, part, from, to }: Asked): Record<string, string> {
  return { what: topic, by: rows, ...(columns && { and: columns }), ...(only && { only, ...(part && { is: part }) }), from: String(from), to: String(to) }
}

/** What a part of a dimension is called, in her way of writing. */
export function usePartName() {
  const desk = useDesk()
  const say = useWords(exploreWords)
  const locale = useLocale()
  const countries = useCountries()
  const languages = useLanguages()
  return useCallback((by: Dimension, part: string): string => {
    if (isMissing(part)) return say(`missing.${part}`)
    if (by.as === 'month') return formatMonth(part, locale)
    if (by.as === 'quarter') return say('quarter', { quarter: part.slice(6), year: part.slice(0, 4) })
    if (by.as === 'year' || by.column === 'year') return part
    if (by.names === 'line') return desk.house.lines.find((line) => line.id === part)?.name ?? part
    if (by.names === 'team') return desk.house.teams.find((team) => team.id === part)?.name ?? part
    if (by.names === 'country') return countries.name(part)
    if (by.names === 'language') return languages.name(part)
    const labels = by.labels?.[part]
    return labels ? written(labels, locale) : part === 'yes' || part === 'no' ? say(part) : part
  }, [desk.house, say, locale, countries, languages])
}

/** The name of a time where there is little room: "мар", "II", "2016". */
export function useShortName(full: ReturnType<typeof usePartName>) {
  const locale = useLocale()
  return useCallback((by: Dimension, part: string, oneYear: boolean): string => {
    if (by.as === 'month' && !isMissing(part)) {
      const month = monthName(Number(part.slice(5)), locale).slice(0, 3)
      return oneYear ? month : `${month} ${part.slice(2, 4)}`
    }
    if (by.as === 'quarter' && !isMissing(part)) return oneYear ? part.slice(5) : `${part.slice(5)} ${part.slice(2, 4)}`
    return full(by, part)
  }, [full, locale])
}
