import { describe, expect, it } from 'vitest'
import { originFor } from './origin.ts'

describe('the address browsers open', () => {
  it('is where the program listens', () => {
    expect(originFor({ host: '127.0.0.1', port: 7330 })).toBe('http://127.0.0.1:7330')
    expect(originFor({ host: '::1', port: 7330 })).toBe('http://[::1]:7330')
    expect(originFor({ host: 'house.example.org', port: 443, certified: ['house.example.org'] })).toBe('https://house.example.org')
  })
  it('is the first name of the certificate where the program listens everywhere', () => {
    expect(originFor({ host: '0.0.0.0', port: 7443, certified: ['*.example.org', 'house.example.org', '10.0.0.5'] })).toBe('https://house.example.org:7443')
    expect(originFor({ host: '::', port: 443, certified: ['fd00::5'] })).toBe('https://[fd00::5]')
    expect(() => originFor({ host: '0.0.0.0', port: 443, certified: ['*.example.org'] })).toThrow('cannot know by which name')
  })
  it('is what WAYOUT_ORIGIN says, as browsers write it', () => {
    expect(originFor({ host: '127.0.0.1', port: 7330, given: 'https://House.example.org:443/' })).toBe('https://house.example.org')
    expect(originFor({ host: '127.0.0.1', port: 7330, given: 'http://localhost:7330' })).toBe('http://localhost:7330')
  })
  it.each(['house.example.org', 'http://house.example.org', 'https://house.example.org/desk', 'https://a@house.example.org', 'ftp://house.example.org', ''])('is never “%s”', (given) => {
    expect(() => originFor({ host: '127.0.0.1', port: 7330, given })).toThrow('WAYOUT_ORIGIN is not an address')
  })
})
