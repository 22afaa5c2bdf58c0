/** suite 1, key id 16, nonce 12, then plaintext in 256-byte steps and a tag of 16. */
export const envelope = { suite: 1, head: 29, tag: 16, step: 256 } as const
