import { describe, expect, it } from 'vitest'
import { Problem } from '../shared/problem.ts'
import { sentOnce } from './sent-once.ts'

describe('what a form sends', () => {
  it('is the same command however often it is pressed while nobody heard it', async () => {
    const send = sentOnce<string>()
    let [made, heard] = [0, 0]
    const compose = async () => {
      const command = ++made
      return async () => { if (++heard < 3) throw new Problem('not-ready'); expect(command).toBe(1) }
    }
    await expect(send('written', compose)).rejects.toMatchObject({ kind: 'not-ready' })
    await expect(send('written', compose)).rejects.toMatchObject({ kind: 'not-ready' })
    await send('written', compose)
    expect(made).toBe(1)
  })

  it('is made anew by the next press when a colleague’s keys had changed, and not refused for ever', async () => {
    const send = sentOnce<string>()
    let made = 0
    const compose = async () => {
      const under = ++made
      return async () => { if (under === 1) throw new Problem('keys-changed') }
    }
    await expect(send('written', compose)).rejects.toMatchObject({ kind: 'keys-changed' })
    await send('written', compose)
    expect(made).toBe(2)
  })
})
