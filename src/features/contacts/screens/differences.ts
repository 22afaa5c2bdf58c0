import { useCodes } from '../../../desk/codes.ts'
import type { Differing, Side } from '../../../desk/decide-rules.ts'
import { useDesk } from '../../../desk/session.tsx'
import { useLocale, useWords } from '../../../desk/ui/index.ts'
import { isMissing } from '../../../shared/missing.ts'
import { formatDay } from '../../../shared/words.ts'
import { channel, contactOutcome, contactSubtype, contactType, contactor, direction, heardOf, iloEleven, minutesBand, partOfDay, postFestumNeed, urgency } from '../../../vocabulary/index.ts'
import type { ContactDraft } from '../draft.ts'
import { contactWords } from './words.ts'

/** Answers that only make sense together are decided together. */
const together = {
  type: ['type', 'subtype', 'need'], agreed: ['agreed', 'agreedBy'], says: ['says'], answers: ['answers'], contactor: ['contactor'], urgency: ['urgency'],
  outcome: ['outcome'], language: ['language', 'interpreter'], heardOf: ['heardOf', 'campaign'], number: ['number'], channel: ['channel', 'direction', 'line'],
  onDay: ['onDay', 'partOfDay', 'minutes', 'startedAt', 'endedAt'],
} as const satisfies Readonly<Record<string, readonly (keyof ContactDraft)[]>>
type Key = keyof typeof together

export type Answer = { readonly key: Key; readonly label: string; readonly text: string }

/** Every answer of a contact that can be corrected, as it is read. */
export function useAnswers(): (of: ContactDraft) => readonly Answer[] {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { label } = useCodes()
  const lineOf = (id: string | null) => desk.house.lines.find((line) => line.id === id)?.name
  const shown: Readonly<Record<Key, readonly [label: string, read: (of: ContactDraft) => string]>> = {
    type: [say('type'), (of) => [label(contactType, of.type), label(contactSubtype, of.subtype), of.need && label(postFestumNeed, of.need)].filter(Boolean).join(' · ')],
    says: [say('says'), (of) => of.says],
    agreed: [say('agreed'), (of) => [of.agreed, of.agreedBy === 'her_pace' ? say('agreed-by.pace') : of.agreedBy && formatDay(of.agreedBy, locale)].filter(Boolean).join(' · ')],
    answers: [say('signs'), (of) => Object.entries(of.answers).toSorted().map(([sign, answer]) => `${label(iloEleven, sign)}: ${answer === 'yes' || answer === 'no' ? say(answer) : label(iloEleven, answer)}`).join('\n')],
    contactor: [say('contactor'), (of) => label(contactor, of.contactor)],
    urgency: [say('urgency'), (of) => label(urgency, of.urgency)],
    outcome: [say('outcome'), (of) => label(contactOutcome, of.outcome)],
    language: [say('language'), (of) => (of.language && !isMissing(of.language) ? say(`language.${of.language}`) : label(contactor, of.language))],
    heardOf: [say('heard-of'), (of) => label(heardOf, of.heardOf || null)],
    number: [say('number'), (of) => of.number],
    channel: [say('channel'), (of) => [label(channel, of.channel), label(direction, of.direction), lineOf(of.line)].filter(Boolean).join(' · ')],
    onDay: [say('late.day'), (of) => [formatDay(of.onDay, locale), label(partOfDay, of.partOfDay), label(minutesBand, of.minutes)].join(' · ')],
  }
  return (of) => (Object.keys(shown) as Key[]).map((key) => ({ key, label: shown[key][0], text: shown[key][1](of) }))
}

/** The same answers in three versions, for whoever decides between two. */
export function useQuestions(): (mine: ContactDraft, theirs: ContactDraft, before: ContactDraft) => readonly Differing[] {
  const answers = useAnswers()
  return (mine, theirs, before) => {
    const [other, first] = [answers(theirs), answers(before)]
    return answers(mine).map(({ key, label, text }, at) => ({ key, label, mine: text, theirs: other[at]?.text ?? '', before: first[at]?.text ?? '' }))
  }
}

/** The other's version with hers wherever she decided so. */
export function merged(mine: ContactDraft, theirs: ContactDraft, sides: Readonly<Record<string, Side>>): ContactDraft {
  const hers = (Object.keys(together) as Key[]).filter((key) => sides[key] === 'mine').flatMap((key) => together[key].map((name) => [name, mine[name]]))
  return { ...theirs, ...Object.fromEntries(hers) }
}
