import { describe, expect, it } from 'vitest'
import { mostHours, readHours } from './rules.ts'

describe('hours that somebody gave', () => {
  it('are whole ones, from one to two hundred, however they are spaced', () => {
    expect(['1', ' 12 ', '007', String(mostHours)].map(readHours)).toEqual([1, 12, 7, mostHours])
  })
  it('are not half ones, none, too many, or words', () => {
    for (const text of ['', ' ', '0', '1,5', '1.5', '-3', '201', '1000', 'три']) expect(readHours(text)).toBeUndefined()
  })
})
