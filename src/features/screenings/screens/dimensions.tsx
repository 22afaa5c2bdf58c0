import { useCodes } from '../../../desk/codes.ts'
import { Choice, Disclosure, Field, Notice, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { written } from '../../../shared/words.ts'
import { delphi, dimension } from '../../../vocabulary/delphi.ts'
import type { Dimension } from '../../../vocabulary/delphi.ts'
import { answerKey, indicatorsFor, seenIn, weightFor } from '../rules.ts'
import type { Override } from '../rules.ts'
import { screeningScreenWords } from './words.ts'
import type { Part } from './state.ts'

type Given = Part & { readonly missing: boolean }

/** The six dimensions of the weighted list, each folded, each saying how much of it was asked. */
export function Dimensions({ state, change, missing }: Given) {
  const say = useWords(screeningScreenWords)
  const locale = useLocale()
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))
  return (
    <Stack>
      <Notice kind="info">{written(delphi.note, locale)}</Notice>
      <Choice name="screening.act" label={say('act')} why={say('act.why')} options={yesNo} value={state.act} missing={[]} onChange={(act) => change({ act })} />
      <p className="hint">{say('counts')}</p>
      <Stack tight>{dimension.codes.map((one) => <OneDimension key={one} of={one} state={state} change={change} missing={missing} />)}</Stack>
    </Stack>
  )
}

function OneDimension({ of, state, change, missing }: Given & { readonly of: Dimension }) {
  const say = useWords(screeningScreenWords)
  const locale = useLocale()
  const { label } = useCodes()
  const override = state.overrides[of]
  const seen = seenIn(of, state.weighted, state.who, override)
  const put = (code: string, value: string | null) => {
    const { [answerKey(of, code)]: _, ...rest } = state.weighted
    change({ weighted: value === null ? rest : { ...rest, [answerKey(of, code)]: value } })
  }
  const otherwise = (next: Override | undefined) => {
    const { [of]: _, ...rest } = state.overrides
    change({ overrides: next ? { ...rest, [of]: next } : rest })
  }
  // What was not asked is no "not enough": nothing is said of a group until it says something.
  const aside = [say('asked', { asked: seen.asked, of: seen.of }), seen.positive && say('positive'), seen.overridden && !seen.positive && say('not-positive'), seen.overridden && say('overridden')]
  return (
    <Disclosure name={`screening.${of}`} summary={label(dimension, of)} aside={aside.filter(Boolean).join(' · ')}>
      <Stack>
        <Stack tight>
          {indicatorsFor(of, state.who).map((one) => (
            <Choice key={one.code} name={`screening.${answerKey(of, one.code)}`} beside label={written(one.labels, locale)} hint={say(`weight.${weightFor(one, state.who) ?? 'weak'}`)}
              value={(state.weighted[answerKey(of, one.code)] ?? null) as 'yes' | 'no' | null} missing={['unknown', 'declined']}
              options={(['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))} onChange={(value) => put(one.code, value)} />
          ))}
        </Stack>
        <Choice name={`screening.${of}.override`} label={say('override')} why={say('override.why')} missing={[]} value={override ? (override.positive ? 'positive' : 'not-positive') : null}
          options={(['positive', 'not-positive'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(next) => otherwise(next === null ? undefined : { positive: next === 'positive', reason: override?.reason ?? '' })} />
        {override && (
          <Field name={`screening.${of}.reason`} label={say('override.reason')} lines={2} value={override.reason} onChange={(reason) => otherwise({ ...override, reason })} limit={5000}
            error={missing && !override.reason.trim() ? say('override.reason.needed') : undefined} />
        )}
      </Stack>
    </Disclosure>
  )
}
