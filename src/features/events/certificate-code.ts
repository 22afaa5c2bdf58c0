import { codeAlphabet } from '../../shared/printed-code.ts'

/** Twelve characters: about sixty bits, typed from paper. */
export function newCertificateCode(): string {
  const code = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => codeAlphabet[byte % 32]).join('')
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
}
