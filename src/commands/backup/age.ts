import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { StartRefusal } from '../../server/database/refusal.ts'

/** How a command ends that was called so that it cannot be done. */
const calledWrongly = 2
const recipientShape = /^age1[02-9ac-hj-np-z]{58}$/
const identityShape = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/

/** Public keys a backup is sealed to: given one by one, or one a line in a file where `#` begins a remark. At least two. */
export function readRecipients(given: readonly string[], file: string | undefined): string[] {
  const all = [...new Set(given.length || !file ? given : linesOf(file, 'recipients'))]
  const wrong = all.find((one) => !recipientShape.test(one))
  if (wrong) throw new StartRefusal(`"${wrong}" is no public key to seal a backup to.`, 'It begins with age1 and has 62 letters and digits.', calledWrongly)
  if (all.length >= 2) return all
  throw new StartRefusal(
    'A backup is sealed to two public keys at least, so that one lost sheet does not lose it.',
    'Make them with npm run backup -- --new-recipient, once for each sheet. Name them with --to twice, or in the file of WAYOUT_BACKUP_RECIPIENTS.',
    calledWrongly,
  )
}

/** Secret keys as copied from a printed sheet: spaces between groups and small letters do no harm. */
export function readIdentities(file: string): string[] {
  const all = linesOf(file, 'identity').map((line) => line.replaceAll(/\s/g, '').toUpperCase())
  if (!all.length || all.some((one) => !identityShape.test(one))) {
    throw new StartRefusal(`The file ${file} holds no secret key of a backup.`, 'It is the line beginning with AGE-SECRET-KEY-1 on one of the printed sheets; look for a slip.', calledWrongly)
  }
  return all
}

function linesOf(file: string, what: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'))
  } catch {
    throw new StartRefusal(`The file ${file} (${what}) cannot be read.`, 'Give the path of a file that is there.', calledWrongly)
  }
}

export async function newPair(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

export async function sealTo(recipients: readonly string[], plain: Readable): Promise<Readable> {
  const encrypter = new Encrypter()
  for (const one of recipients) encrypter.addRecipient(one)
  return fromWeb(await encrypter.encrypt(toWeb(plain)))
}

/** Throws when none of the identities opens it; reading on throws where it was altered or cut off. */
export async function openWith(identities: readonly string[], sealed: Readable): Promise<Readable> {
  const decrypter = new Decrypter()
  for (const one of identities) {
    try {
      decrypter.addIdentity(one)
    } catch {
      throw new StartRefusal('There is a slip in the secret key.', 'Compare it group by group with the printed sheet.')
    }
  }
  return fromWeb(await decrypter.decrypt(toWeb(sealed)))
}

// Node's and the DOM's types of one and the same stream differ.
const toWeb = (stream: Readable) => Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>
const fromWeb = (stream: ReadableStream<Uint8Array>) => Readable.fromWeb(stream as unknown as WebStream)
