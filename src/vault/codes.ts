import type { Bytes } from '../shared/bytes.ts'
import { codeAlphabet, plainCode } from '../shared/printed-code.ts'
import { VaultRefusal } from './vault.ts'

const groupLength = 5

/** Groups of four characters and a check character each: `7K2M9-…`. A slip is named by its group. */
export function writeCode(secret: Bytes): string {
  const groups = bits(secret).match(/.{1,20}/g) ?? []
  return groups.map((group, place) => {
    const characters = (group.padEnd(20, '0').match(/.{5}/g) ?? []).map((five) => codeAlphabet[Number.parseInt(five, 2)])
    return characters.join('') + checkOf(characters.join(''), place)
  }).join('-')
}

const groupsOf = (typed: string) => typed.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []
const holds = (group: string, place: number) => !group.includes('U') && group[4] === checkOf(group.slice(0, 4), place)

/** How many characters of the code stand there, and the numbers of the whole groups (from 1) in which something is mistyped. */
export function slipsIn(code: string): { readonly characters: number; readonly groups: readonly number[] } {
  const typed = plainCode(code)
  return { characters: typed.length, groups: groupsOf(typed).flatMap((group, place) => (holds(group, place) ? [] : [place + 1])) }
}

/** Characters of the written code of so many bytes, the dashes left out. */
export const codeLength = (bytes: number) => Math.ceil((bytes * 8) / 20) * groupLength

/** Reads what a person typed. Throws VaultRefusal 'mistyped'. */
export function readCode(code: string, length: number): Bytes {
  const typed = plainCode(code)
  if (typed.length !== codeLength(length) || typed.includes('U')) throw new VaultRefusal('mistyped')
  const all = groupsOf(typed).map((group, place) => {
    if (!holds(group, place)) throw new VaultRefusal('mistyped')
    return Array.from(group.slice(0, 4)).map((character) => codeAlphabet.indexOf(character).toString(2).padStart(5, '0')).join('')
  })
  const binary = all.join('')
  // What fills up the last group is nothing: a longer code that is still being typed is no shorter one.
  if (binary.slice(length * 8).includes('1')) throw new VaultRefusal('mistyped')
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(binary.slice(at * 8, at * 8 + 8), 2))
}

function bits(secret: Bytes): string {
  return Array.from(secret, (byte) => byte.toString(2).padStart(8, '0')).join('')
}

/** Weighted by place, so that swapped groups are seen, and swapped neighbours unless they stand sixteen apart in the codeAlphabet. */
function checkOf(group: string, place: number): string {
  const sum = [...group].reduce((total, character, at) => total + codeAlphabet.indexOf(character) * (2 * at + 3), place * 7)
  return codeAlphabet[sum % 32] ?? ''
}
