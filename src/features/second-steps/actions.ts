import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { proven, told } from '../accounts/index.ts'
import type { secondSteps } from './contract.ts'
import { codesOf, stepOf } from './rules.ts'
import { secondStepStore } from './store.ts'

export const secondStepActions: Handlers<typeof secondSteps> = {
  async mine(_, { tx }) {
    return { on: await secondStepStore(tx).isOn() }
  },

  async begin({ proof }, asking) {
    const { tx, member } = asking
    const secret = randomBytes(20)
    const { alreadyThere } = await proven(asking, proof, (hash, withRecovery) => secondStepStore(tx).begin(hash, withRecovery, secret))
    if (alreadyThere) refuse('taken')
    const { rows } = await sql<{ name: string }>`select name from member where id = ${member.id}`.execute(tx)
    const codes = codesOf(secret, rows[0]?.name ?? '')
    await noteInLedger(tx, 'second-step.drawn', [])
    return { secret: codes.secret.base32, address: codes.toString() }
  },

  async confirm({ code }, asking) {
    const { tx, now } = asking
    const store = secondStepStore(tx)
    const secret = (await store.toConfirm()) ?? refuse('not-found')
    const step = stepOf(secret, code, now)
    // The answer to the first code may have been lost; the next one that is right says the same.
    const answer = step === undefined ? 'wrong' : (await store.isOn()) ? 'already-there' : await store.confirm(step)
    if (answer === 'wrong') refuse('wrong-code')
    const alreadyThere = answer === 'already-there'
    await told(asking, 'second-step.on', alreadyThere)
    return { alreadyThere }
  },

  async drop({ proof }, asking) {
    const { tx } = asking
    const answer = await proven(asking, proof, (hash, withRecovery) => secondStepStore(tx).drop(hash, withRecovery))
    await told(asking, 'second-step.off', answer.alreadyThere)
    return answer
  },
}
