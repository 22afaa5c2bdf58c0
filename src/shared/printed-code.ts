/** Crockford's base32: no I, L, O or U, so that a printed code survives handwriting and the telephone. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** As it is read and hashed, however it was typed: any case, any separators, O for 0, I and L for 1. U is no letter of it. */
export const plainCode = (code: string): string => code.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '')
