import { describe, expect, it } from 'vitest'
import { adviceOn } from './rules.ts'

const on = (...news: string[]) => adviceOn(news.map((what) => ({ what })))

describe('what is said beside news of a colleague', () => {
  it('is of new keys she does not have when she has left, and never when she has joined', () => {
    expect(on('member.removed')).toEqual(['left'])
    expect(on('team.left-by')).toEqual(['left'])
    expect(on('team.joined-by')).toEqual(['joined'])
    expect(on('team.joined-by', 'team.left-by', 'team.joined-by')).toEqual(['joined', 'left'])
  })
  it('tells a coordinator what a closed account leaves open, and to ask who changed a colleague’s work', () => {
    expect(on('account.closed-by', 'account.reopened-by')).toEqual(['account'])
    expect(on('roles.changed-by')).toEqual(['work'])
  })
})

describe('what is said beside news of her own', () => {
  it('is to change the passphrase where somebody touched her keys, and to ask where somebody changed her work', () => {
    expect(on('passphrase.changed', 'passkey.added')).toEqual(['not-you'])
    expect(on('roles.changed', 'team.left', 'account.reopened')).toEqual(['work'])
    expect(on('keys.renewed')).toEqual(['keys-again'])
  })
})
