/** Twelve characters without those that are taken for one another: about sixty bits, typed from paper. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function newCertificateCode(): string {
  const code = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => letters[byte % 32]).join('')
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
}

/** As it is hashed: however it was typed. O is a zero, I and L are a one. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '')
}
