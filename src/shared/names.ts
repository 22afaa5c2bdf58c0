import { toLatin } from './words.ts'

/**
 * One key for a name in either script, with or without marks: NFKC, lower case, Cyrillic to Latin, đ → dj, dž → dz,
 * marks stripped. Generic transliterators disagree between the scripts (Djordjevic / Dordevic), so this is our own.
 */
export function foldName(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; at++) {
    const one = letterFolded(text.charCodeAt(at))
    if (one === undefined) return foldAny(text)
    if (one !== ' ' || (folded && !folded.endsWith(' '))) folded += one
  }
  return folded.trimEnd()
}

/** As `foldName`, for whatever stands in a text: marks apart from their letters, other scripts. */
export function foldAny(text: string): string {
  return toLatin(text.normalize('NFKC').toLowerCase())
    .replaceAll('đ', 'dj')
    .replaceAll('dž', 'dz')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const lettersFolded: (string | null)[] = []
/**
 * Of Latin with its marks and of Cyrillic each letter folds by itself: once for each, because at every unlocking there are a hundred thousand.
 * Undefined for the few that end a word within themselves (ŀ is l and a dot).
 */
function letterFolded(code: number): string | undefined {
  if (code > 0x24f && (code < 0x400 || code > 0x45f)) return undefined
  if (lettersFolded[code] === undefined) {
    const one = String.fromCharCode(code)
    const folded = foldAny(one) || ' '
    lettersFolded[code] = foldAny(`x${one}x`) === `x${folded}x` ? folded : null
  }
  return lettersFolded[code] ?? undefined
}

/** Duric for Đurić: the second key drops what an unmarked d stands for. */
export function secondKey(folded: string): string {
  return folded.replaceAll('dj', 'd')
}

/**
 * Sound-alike, kept narrow: spellings of one sound that callers' papers mix (y/i/j, ts/c, ch/c of Christina, x/ks,
 * ph/f, w/v, doubled letters, silent j between vowels). It never joins v with c: Jović is not Jocić.
 */
export function soundKey(folded: string): string {
  return secondKey(folded)
    .replaceAll('ch', 'k')
    .replaceAll('ph', 'f')
    .replaceAll('th', 't')
    .replaceAll('ts', 'c')
    .replaceAll('tz', 'c')
    .replaceAll('x', 'ks')
    .replaceAll('w', 'v')
    .replaceAll('q', 'k')
    .replaceAll('y', 'j')
    .replace(/(?<=i)j(?=[aeou])/g, '')
    .replace(/j(?=[aeiou])/g, '')
    .replace(/(.)\1+/g, '$1')
}

/** Digits of a telephone without its country or trunk prefix: +381 64…, 00381 64… and 064… are one. */
export function foldPhone(text: string): string {
  const digits = text.replace(/\D/g, '')
  return digits.replace(/^(00381|381|0)/, '')
}

export type Entry = { readonly names: readonly string[]; readonly words: readonly string[]; readonly phones: readonly string[] }
export type Folded = { readonly keys: readonly string[]; readonly seconds: readonly string[]; readonly sounds: readonly string[]; readonly phones: readonly string[] }

/** Done once for every card, so that a keystroke only compares. `words` (town, code) are found but not by sound. */
export function prefold(entry: Entry): Folded {
  const names = entry.names.map(foldName).filter(Boolean)
  const keys = [...names, ...entry.words.map(foldName).filter(Boolean)]
  return {
    keys,
    seconds: keys.map(secondKey),
    sounds: names.map(soundKey).filter(Boolean),
    phones: entry.phones.map(foldPhone).filter((phone) => phone.length >= 4),
  }
}

/** The better the lower: 0 the whole name, 1 its beginning, 2 a word's beginning, 3 inside, 4 by sound. Undefined: not found. */
export function rank(query: Query, folded: Folded): number | undefined {
  if (query.phone && folded.phones.some((phone) => phone.includes(query.phone))) return 1
  let best = Infinity
  for (let at = 0; at < folded.keys.length; at++) {
    best = Math.min(best, rankText(query.key, folded.keys[at] ?? ''), rankText(query.second, folded.seconds[at] ?? ''))
    if (best === 0) return 0
  }
  if (best < Infinity) return best
  if (query.sound.length >= 3 && folded.sounds.some((sound) => sound === query.sound || ` ${sound}`.includes(` ${query.sound}`))) return 4
  return undefined
}

type Text = { readonly text: string; /** Its words, where there are several. */ readonly words: readonly string[] }
export type Query = { readonly key: Text; readonly second: Text; readonly sound: string; readonly phone: string }

export function queryOf(text: string): Query {
  const key = foldName(text)
  const phone = foldPhone(text)
  return { key: textOf(key), second: textOf(secondKey(key)), sound: soundKey(key), phone: phone.length >= 4 ? phone : '' }
}

/** Cut once for a keystroke, not once for every card. */
function textOf(text: string): Text {
  const words = text.split(' ')
  return { text, words: words.length > 1 ? words : [] }
}

function rankText(query: Text, text: string): number {
  if (!query.text) return Infinity
  const at = text.indexOf(query.text)
  if (at === 0) return text.length === query.text.length ? 0 : 1
  if (at < 0) return query.words.length && query.words.every((word) => beginsAWord(word, text)) ? 2 : Infinity
  return text[at - 1] === ' ' ? 2 : 3
}

/** "Ana Đurić" and "Đurić Ana" are one name. */
function beginsAWord(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (at === 0 || text[at - 1] === ' ') return true
  return false
}

/** The best few of many, in order of rank; of equally good ones those that come first among the entries. */
export function findIn<T>(text: string, entries: Iterable<{ readonly folded: Folded; readonly of: T }>, most: number): T[] {
  const query = queryOf(text)
  const buckets: T[][] = [[], [], [], [], []]
  for (const entry of entries) {
    const place = rank(query, entry.folded)
    if (place !== undefined && (buckets[place]?.length ?? 0) < most) buckets[place]?.push(entry.of)
  }
  return buckets.flat().slice(0, most)
}
