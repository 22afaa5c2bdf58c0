import type { Bytes } from '../shared/bytes.ts'
import { VaultRefusal } from './vault.ts'

/** Crockford's base32: no I, L, O or U, so that a printed code survives handwriting and the telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groupLength = 5

/** Groups of four characters and a check character each: `7K2M9-…`. A slip is named by its group. */
export function writeCode(secret: Bytes): string {
  const groups = bits(secret).match(/.{1,20}/g) ?? []
  return groups.map((group, place) => {
    const characters = (group.padEnd(20, '0').match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)])
    return characters.join('') + checkOf(characters.join(''), place)
  }).join('-')
}

/** Reads what a person typed: any case, any separators, O for 0, I and L for 1. U is no letter of it. */
export function readCode(code: string, length: number): Bytes {
  const typed = code.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '')
  const groups = typed.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []
  if (typed.length !== Math.ceil((length * 8) / 20) * groupLength || typed.includes('U')) throw new VaultRefusal('mistyped')
  const all = groups.map((group, place) => {
    if (group[4] !== checkOf(group.slice(0, 4), place)) throw new VaultRefusal('mistyped')
    return Array.from(group.slice(0, 4)).map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('')
  })
  const binary = all.join('')
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(binary.slice(at * 8, at * 8 + 8), 2))
}

function bits(secret: Bytes): string {
  return Array.from(secret, (byte) => byte.toString(2).padStart(8, '0')).join('')
}

/** Weighted by place, so that swapped groups are seen, and swapped neighbours unless they stand sixteen apart in the alphabet. */
function checkOf(group: string, place: number): string {
  const sum = [...group].reduce((total, character, at) => total + alphabet.indexOf(character) * (2 * at + 3), place * 7)
  return alphabet[sum % 32] ?? ''
}
