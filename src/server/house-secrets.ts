import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '../shared/calendar.ts'

/** The program's own secrets, in its folder, readable by its owner alone. None of them opens anything of a person's. */
export function secretsIn(dataFolder: string) {
  const key = createPrivateKey(kept(join(dataFolder, 'ledger-key.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string))
  const strangers = Buffer.from(kept(join(dataFolder, 'stranger-key'), () => randomBytes(32).toString('hex')), 'hex')
  // Anybody may ask for a stranger's salt: nothing else is made with that key itself.
  const copies = createHash('sha256').update('wayout/copies').update(strangers).digest()
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  return {
    ledgerPublicKey: jwk.x ?? '',
    signHead: (bytes: Uint8Array): Uint8Array => sign(null, bytes, key),
    /** The same name always gets the same salt, as if she had an account. */
    /** What is kept of cards opens with it as long as she may come in, and no longer than a month. */
    copyPart: (member: string, now: Date): string => createHmac('sha256', copies).update(`${member} ${dayOf(now).slice(0, 7)}`).digest('base64url'),
    strangerSalt: (name: string): string => createHmac('sha256', strangers).update(name).digest().subarray(0, 16).toString('base64url'),
  }
}

/** The one-time secret of the set-up link; made anew at every start of an empty house. */
export function newSetupSecret(): Buffer {
  return randomBytes(32)
}

function kept(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
