import { describe, expect, it } from 'vitest'
import { proposed, stillChosen } from './decide-rules.ts'
import type { Differing } from './decide-rules.ts'

const asked = (key: string, mine: string, theirs: string, before: string): Differing => ({ key, label: key, mine, theirs, before })

describe('two versions of one record', () => {
  it('propose what only one of the two changed, and leave open what both did', () => {
    expect(proposed(asked('town', 'Ниш', 'Шид', 'Шид'))).toBe('mine')
    expect(proposed(asked('town', 'Ниш', 'Шид', 'Ниш'))).toBe('theirs')
    expect(proposed(asked('town', 'Ниш', 'Шид', 'Бечеј'))).toBeNull()
  })

  it('when a third one came while she decided: she is asked anew where it says something else, and not where it says the same', () => {
    const [town, names] = [asked('town', 'Ниш', 'Шид', 'Бечеј'), asked('names', 'Ана', 'Анка', 'Ани')]
    const chosen = { town: 'mine', names: 'theirs' } as const
    expect(stillChosen([{ ...town, theirs: 'Кикинда' }, names], [town, names], chosen)).toEqual({ town: null, names: 'theirs' })
    expect(stillChosen([town, names, asked('phone', '1', '2', '1')], [town, names], chosen)).toEqual({ ...chosen, phone: 'theirs' })
  })
})
