import { describe, expect, it } from 'vitest'
import { screeningsIn } from './state.ts'
import type { State } from './state.ts'

const blank: State = { on: '2026-03-02', list: 'eleven', who: 'adult', act: null, eleven: {}, weighted: {}, overrides: {}, note: 'што је рекла' }
const eleven = { abuse_of_vulnerability: 'yes' }
const weighted = { 'exploitation.low_salary': 'yes' }
const said = (state: State) => screeningsIn(state).map(({ list, note }) => [list, note])

describe('a screening that went over to the other list', () => {
  it('saves what was answered on both, and her words once', () => {
    expect(said({ ...blank, eleven, weighted, list: 'weighted' })).toEqual([['weighted', 'што је рекла'], ['eleven', '']])
  })
  it('saves the list that has answers, whichever is open', () => {
    expect(said({ ...blank, eleven, list: 'weighted' })).toEqual([['eleven', 'што је рекла']])
  })
  it('saves the open one where nothing was asked: her words alone', () => {
    expect(said(blank)).toEqual([['eleven', 'што је рекла']])
  })
})
