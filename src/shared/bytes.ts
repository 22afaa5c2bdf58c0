export type Bytes = Uint8Array<ArrayBuffer>

type Alphabet = { readonly alphabet: 'base64url'; readonly omitPadding?: boolean }
/** Newer browsers do it themselves, ten times as fast: a card is six such texts. */
const itself = Uint8Array as { readonly fromBase64?: (text: string, how: Alphabet) => Bytes }
type Itself = { readonly toBase64?: (how: Alphabet) => string }

/** base64url without padding, as bytes travel in JSON. */
export function toBase64url(bytes: Uint8Array): string {
  const said = (bytes as Itself).toBase64?.({ alphabet: 'base64url', omitPadding: true })
  if (said !== undefined) return said
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Throws on anything that is not base64url. */
export function fromBase64url(text: string): Bytes {
  if (itself.fromBase64) return itself.fromBase64(text, { alphabet: 'base64url' })
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function hexOf(base64url: string): string {
  return toHex(fromBase64url(base64url))
}

const encoder = new TextEncoder()

export function utf8(text: string): Bytes {
  return encoder.encode(text) as Bytes
}

export const concat = (...parts: readonly Uint8Array[]): Bytes => joined(parts)

/** As `concat`, for more parts than a call takes. */
export function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at++) difference |= (one[at] ?? 0) ^ (other[at] ?? 0)
  return difference === 0
}

export function uuidBytes(id: string): Bytes {
  const hex = id.replaceAll('-', '')
  const bytes = new Uint8Array(16)
  for (let at = 0; at < 16; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}
