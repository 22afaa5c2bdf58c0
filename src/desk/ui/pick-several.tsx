import { Button } from './button.tsx'
import type { Option } from './chips.tsx'
import { Row, Stack } from './layout.tsx'
import type { Asking } from './question.tsx'
import { Select } from './select.tsx'
import type { OptionGroup } from './select.tsx'
import { useOwnWords } from './words.tsx'

type Given = Asking & {
  readonly options: readonly (Option | OptionGroup)[]
  readonly value: readonly string[]
  readonly onChange: (next: readonly string[]) => void
  /** What a chosen one is called. */
  readonly called: (value: string) => string
}

/** One or several of a long list: choosing adds one, pressing one takes it away. */
export function PickSeveral({ name, label, options, value, onChange, called, ...asking }: Given) {
  const say = useOwnWords()
  const add = (next: string | null) => { if (next && !value.includes(next)) onChange([...value, next]) }
  return (
    <Stack tight>
      <Select {...asking} name={name} label={label} options={options} value={null} empty={value.length ? say('one-more') : '–'} onChange={add} />
      {value.length > 0 && (
        <Row>
          {value.map((one) => (
            <Button key={one} kind="quiet" name={`${name}.remove`} label={say('take-away', { what: called(one) })} onClick={() => onChange(value.filter((other) => other !== one))}>
              {called(one)} ×
            </Button>
          ))}
        </Row>
      )}
    </Stack>
  )
}
