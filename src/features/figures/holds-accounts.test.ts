import { expect, it } from 'vitest'
import { holdsAccounts } from './sealed.ts'

it('whoever sits in neither case management nor coordination counts no accounts: unknown is not zero', () => {
  expect(holdsAccounts(['sos_line', 'finders'])).toBe(false)
  expect(holdsAccounts(['finders', 'case_management'])).toBe(true)
  expect(holdsAccounts(['coordination'])).toBe(true)
})
