/** Sounds that every keyboard of ours has and no ear confuses: no letter with a mark, no pair that one script lacks. */
const consonants = 'bdgklmnprstvz'
const vowels = 'aeiou'
const syllables = [...consonants].flatMap((consonant) => [...vowels].map((vowel) => consonant + vowel))

/**
 * Five words of three syllables that can be said, heard and written in either script: 5 × log2(65³) = 90 bits. Given, not
 * chosen: chosen ones are guessed. Argon2id (64 MiB, three passes) stands before every guess.
 */
export function newPassphrase(): string {
  return Array.from({ length: 5 }, () => Array.from({ length: 3 }, oneOf).join('')).join(' ')
}

/** Rejects what would favour the first syllables. */
function oneOf(): string {
  const most = 256 - (256 % syllables.length)
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < most) return syllables[byte % syllables.length] ?? 'ma'
  }
}

/** Two words of three syllables that these six bytes always give: for telling things apart aloud, not for keeping a secret. */
export function wordsFrom(bytes: Uint8Array): string {
  const said = Array.from(bytes.subarray(0, 6), (byte) => syllables[byte % syllables.length] ?? 'ma')
  return `${said.slice(0, 3).join('')} ${said.slice(3).join('')}`
}
