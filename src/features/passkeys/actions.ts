import { randomBytes } from 'node:crypto'
import { fromBase64url, hexOf } from '../../shared/bytes.ts'
import { hashOf } from '../../shared/hash.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { proven, told } from '../accounts/index.ts'
import { begin, endOfSession } from '../sessions/index.ts'
import { readAssertion } from './assertion.ts'
import type { passkeys } from './contract.ts'
import { passkeyStore } from './store.ts'

const challengeMinutes = 2
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const hashOfText = (challenge: string) => hashOf(fromBase64url(challenge))

export const passkeyActions: Handlers<typeof passkeys> = {
  async challenge(_, { tx, now }) {
    const challenge = randomBytes(32)
    await passkeyStore(tx).newChallenge(hashOf(challenge), new Date(now.getTime() + challengeMinutes * 60_000))
    return { challenge: base64url(challenge) }
  },

  /** Whatever does not hold gets one and the same answer: nothing tells whether a passkey is known here. */
  async signIn({ assertion }, { tx, now, session, origins }) {
    const store = passkeyStore(tx)
    const credential = fromBase64url(assertion.credential)
    const publicKey = await store.keyOf(credential)
    const read = publicKey && readAssertion(assertion, publicKey, origins)
    if (!read || !(await store.takeChallenge(hashOfText(read.challenge)))) refuse('passkey-refused')
    const endsAt = endOfSession(now)
    const { tokenHash, before, give } = session.start(endsAt)
    const opened = (await store.open(credential, read.counter, tokenHash, endsAt)) ?? refuse('passkey-refused')
    give()
    const id = await begin(tx, tokenHash, before)
    return {
      member: opened.member, session: id, state: 'active' as const, userKey: base64url(opened.user_key), bundle: base64url(opened.bundle),
      bundleVersion: opened.bundle_version, endsAt: endsAt.toISOString(),
    }
  },

  async mine(_, { tx }) {
    const rows = await passkeyStore(tx).mine()
    return { passkeys: rows.map((row) => ({ id: row.id, credential: base64url(row.credential), label: base64url(row.label), madeOn: row.made_on })) }
  },

  async add({ id, proof, publicKey, assertion, userKey, label }, asking) {
    const { tx, origins } = asking
    const store = passkeyStore(tx)
    const answer = await proven(asking, proof, async (hash, withRecovery) => {
      const read = readAssertion(assertion, fromBase64url(publicKey), origins) ?? refuse('passkey-refused')
      const row = { id, credential: hexOf(assertion.credential), publicKey: hexOf(publicKey), counter: read.counter, userKey: hexOf(userKey), label: hexOf(label) }
      const said = await store.add(hash, withRecovery, row)
      if (said === 'done' && !(await store.takeChallenge(hashOfText(read.challenge)))) refuse('passkey-refused')
      return said
    })
    await told(asking, 'passkey.added', answer.alreadyThere)
    return answer
  },

  async rename({ passkey, label }, { tx }) {
    if (!(await passkeyStore(tx).rename(passkey, fromBase64url(label)))) refuse('not-found')
    await noteInLedger(tx, 'passkey.renamed', [])
    return {}
  },

  async remove({ passkey, proof }, asking) {
    const { tx } = asking
    const answer = await proven(asking, proof, (hash, withRecovery) => passkeyStore(tx).remove(hash, withRecovery, passkey))
    await told(asking, 'passkey.removed', answer.alreadyThere)
    return answer
  },
}
