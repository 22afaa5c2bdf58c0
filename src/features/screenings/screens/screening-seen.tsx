import { useCodes } from '../../../desk/codes.ts'
import { Disclosure, Notice, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { written } from '../../../shared/words.ts'
import { delphi, dimension, whoScreened } from '../../../vocabulary/delphi.ts'
import { iloEleven } from '../../../vocabulary/index.ts'
import type { ScreeningWords } from '../contract.ts'
import { answersByGroup } from '../rules.ts'
import { screeningScreenWords } from './words.ts'

/** A screening as it was saved, in her story: where the worker saw it otherwise and why, and, unfolded, every answer by the list and version that were used. */
export function ScreeningSeen({ screening }: { readonly screening: ScreeningWords }) {
  const say = useWords(screeningScreenWords)
  const locale = useLocale()
  const { label } = useCodes()
  const weighted = screening.list === delphi.id
  const list = weighted ? say('list.weighted') : screening.list === iloEleven.id ? say('list.eleven') : screening.list
  const sign = (group: string, code: string) => {
    if (!weighted) return label(iloEleven, code)
    const one = Object.entries(delphi.rows).find(([of]) => of === group)?.[1].find((row) => row.code === code)
    return one ? written(one.labels, locale) : code
  }
  const answered = (answer: string) => (answer === 'yes' || answer === 'no' ? say(answer) : label(dimension, answer))
  return (
    <>
      {screening.overrides.map((one) => (
        <p key={one.dimension} className="pre">{say('seen.otherwise', { group: label(dimension, one.dimension), how: say(one.positive ? 'positive' : 'not-positive'), why: one.reason })}</p>
      ))}
      <Disclosure name="screening.seen" summary={say('seen')} aside={say('seen.by', { list, version: screening.version, who: label(whoScreened, screening.who) })} onPaper>
        <Stack tight>
          {weighted && <Notice kind="info">{written(delphi.note, locale)}</Notice>}
          {weighted && <p>{say('act')}: {answered(screening.act)}</p>}
          {answersByGroup(screening.answers).map(({ group, answers }) => (
            <div key={group}>
              {group && <p><strong>{label(dimension, group)}</strong></p>}
              {answers.map(({ answer, codes }) => (
                <p key={answer}>{answered(answer)}: {codes.map((code) => sign(group, code)).join(', ')}</p>
              ))}
            </div>
          ))}
        </Stack>
      </Disclosure>
    </>
  )
}
