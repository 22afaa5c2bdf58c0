import type { Option } from './chips.tsx'
import type { MissingAnswer } from './missing.ts'
import { Question, useAsked } from './question.tsx'
import type { Asking } from './question.tsx'
import { useOwnWords } from './words.tsx'
import css from './control.module.css'

export type OptionGroup<V extends string = string> = {
  readonly label: string
  readonly options: readonly Option<V>[]
}

export type SelectGiven<V extends string, M extends MissingAnswer = never> = Asking & {
  readonly options: readonly (Option<V> | OptionGroup<V>)[]
  /** `null`: skipped. */
  readonly value: V | M | null
  readonly onChange: (value: V | M | null) => void
  readonly missing?: readonly M[]
  /** What stands there while nothing is chosen; "–" unless told. */
  readonly empty?: string
  /** One of them is always chosen: there is nothing to skip. */
  readonly always?: boolean
  readonly disabled?: boolean
}

/** A long list: the browser's own, which every keyboard and phone already knows. Letters search. */
export function Select<V extends string, M extends MissingAnswer = never>(given: SelectGiven<V, M>) {
  const { name, options, value, onChange, missing = [], empty, always, disabled } = given
  const say = useOwnWords()
  const asked = useAsked(given)
  return (
    <Question asking={given} asked={asked} as="control">
      <div className={css.arrowed}>
        <select
          id={asked.controlId}
          data-key={name}
          className={`${css.box} ${css.choose}`}
          value={value ?? ''}
          disabled={disabled}
          aria-describedby={asked.describedBy}
          aria-invalid={asked.invalid || undefined}
          onChange={(event) => onChange(event.target.value === '' ? null : (event.target.value as V | M))}
        >
          {!always && <option value="">{empty ?? '–'}</option>}
          {options.map((entry) =>
            'options' in entry ? (
              <Group key={entry.label} group={entry} />
            ) : (
              <One key={entry.value} option={entry} />
            ),
          )}
          {missing.length > 0 && (
            <optgroup label={say('other-answers')}>
              {missing.map((one) => (
                <option key={one} value={one}>
                  {say(`missing.${one}`)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </div>
    </Question>
  )
}

function Group({ group }: { readonly group: OptionGroup }) {
  return (
    <optgroup label={group.label}>
      {group.options.map((option) => (
        <One key={option.value} option={option} />
      ))}
    </optgroup>
  )
}

function One({ option }: { readonly option: Option }) {
  return (
    <option value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  )
}
