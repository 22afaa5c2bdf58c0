import { useCodes } from '../../../desk/codes.ts'
import { Button, Choice, Field, Row, Select, Stack, useWords } from '../../../desk/ui/index.ts'
import type { InputOf } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import { channel } from '../../../vocabulary/index.ts'
import type { house } from '../contract.ts'
import { houseWords } from './words.ts'

export type Line = InputOf<typeof house.change>['lines'][number]

type Given = {
  readonly prefix: 'set-up' | 'house'
  readonly lines: readonly Line[]
  readonly onChange: (lines: readonly Line[]) => void
  readonly missing: boolean
  /** Lines the house has already: they are closed, never taken away, and keep their channel. */
  readonly kept?: ReadonlySet<string>
}

/** The organisation's lines, by name and by the way people reach them. */
export function Lines({ prefix, lines, onChange, missing, kept = new Set() }: Given) {
  const say = useWords(houseWords)
  const { options } = useCodes()
  const put = (at: number, some: Partial<Line>) => onChange(lines.map((line, place) => (place === at ? { ...line, ...some } : line)))
  const states = (['open', 'closed'] as const).map((value) => ({ value, label: say(`settings.${value}`) }))
  return (
    <Stack>
      {lines.map((line, at) => (
        <div className="wide-field" key={line.id}>
          <Field name={`${prefix}.line`} label={say('line')} value={line.name} onChange={(name) => put(at, { name })} error={missing && !line.name.trim() ? say('line.needed') : undefined} limit={100} />
          <Select name={`${prefix}.line.channel`} label={say('line.channel')} options={options(channel)} missing={[]} disabled={kept.has(line.id)} value={line.channel} onChange={(next) => put(at, { channel: next ?? 'phone' })} />
          {kept.has(line.id) && <Choice name={`${prefix}.line.state`} always label={say('settings.state')} missing={[]} options={states} value={line.closed ? 'closed' : 'open'} onChange={(next) => put(at, { closed: next === 'closed' })} />}
          {!kept.has(line.id) && lines.length > 1 && <Row><Button kind="quiet" name={`${prefix}.line.remove`} onClick={() => onChange(lines.filter((_, place) => place !== at))}>{say('line.remove')}</Button></Row>}
        </div>
      ))}
      <Row><Button kind="quiet" name={`${prefix}.line.add`} onClick={() => onChange([...lines, { id: newId<'line'>(), name: '', channel: 'phone', closed: false }])}>{say('line.add')}</Button></Row>
    </Stack>
  )
}
