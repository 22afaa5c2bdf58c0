import { describe, expect, it } from 'vitest'
import { addressesIn, whereToWrite } from './addresses.ts'

describe('DATABASE_URL', () => {
  it('may name several hosts, each with a port of its own', () => {
    expect(addressesIn('postgres://u:p@one:5432,two:5433/db?sslmode=require')).toEqual(['postgres://u:p@one:5432/db?sslmode=require', 'postgres://u:p@two:5433/db?sslmode=require'])
    expect(addressesIn('postgresql://u@one,[::1]:5433, 10.0.0.3/db')).toEqual(['postgresql://u@one/db', 'postgresql://u@[::1]:5433/db', 'postgresql://u@10.0.0.3/db'])
  })

  it('names one, as ever, with whatever stands in the password', () => {
    expect(addressesIn('postgres://u:a,b%40c@one/db')).toEqual(['postgres://u:a,b%40c@one/db'])
  })

  it.each(['', 'one:5432/db', 'mysql://one/db', 'postgres://u:p@one:port/db', 'postgres://u:p@one,/db', 'postgres://u:p@one', 'postgres:///db'])('is no address as “%s”', (url) => {
    expect(addressesIn(url)).toEqual([])
  })
})

describe('writes go', () => {
  it('where they went, as long as that takes them', () => {
    expect(whereToWrite(1, ['standby', 3, 'nothing'])).toBe(1)
    expect(whereToWrite(1, [3, 3])).toBe(1)
  })
  it('to the one that takes them since', () => {
    expect(whereToWrite(0, ['nothing', 'standby', 4])).toBe(2)
    expect(whereToWrite(0, ['standby', 2])).toBe(1)
  })
  it('to the newest timeline: one that was replaced and wakes up gets nothing more', () => {
    expect(whereToWrite(0, [3, 4, 'nothing'])).toBe(1)
    expect(whereToWrite(1, [3, 4, 'nothing'])).toBe(1)
  })
  it('nowhere else while nobody takes them', () => {
    expect(whereToWrite(1, ['standby', 'nothing', 'standby'])).toBe(1)
  })
})
