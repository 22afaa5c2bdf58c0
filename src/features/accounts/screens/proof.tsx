import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Field, Row, useWords } from '../../../desk/ui/index.ts'
import { Problem } from '../../../shared/problem.ts'
import { sessions } from '../../sessions/contract.ts'
import { accountWords } from './words.ts'

type By = 'passphrase' | 'recovery'
export type Proof = { readonly authKey: string; readonly by: By }

/** Before anything changes how one gets in she shows anew that it is she: an open desk may have been left alone. */
export function useProof() {
  const desk = useDesk()
  const say = useWords(accountWords)
  const [by, setBy] = useState<By>('passphrase')
  const [secret, setSecret] = useState('')
  const { busy, error, setError, doing } = useDoing((problem) => (problem instanceof Problem && problem.kind === 'wrong-passphrase' ? say(`proof.wrong.${by}`) : undefined))

  /** Runs with a proof; what goes wrong is said under the field, and nothing typed is lost. */
  async function withProof(run: (proof: Proof) => Promise<void>): Promise<void> {
    if (!secret.trim()) return setError(say(`proof.missing.${by}`))
    await doing(async () => {
      const { salt, kdf } = await desk.call(sessions.saltFor, { name: desk.me.name })
      await run(await desk.keys.proofAnew(secret, by, salt, kdf))
    })
  }
  const field = (
    <>
      {by === 'passphrase'
        ? <Field key="passphrase" name="proof.passphrase" type="password" label={say('proof.passphrase')} value={secret} onChange={setSecret} error={error} autoComplete="current-password" first />
        : <Field key="code" name="proof.code" label={say('proof.code')} value={secret} onChange={setSecret} error={error} first />}
      <Row>
        <Button kind="quiet" name="proof.other" onClick={() => { setBy(by === 'passphrase' ? 'recovery' : 'passphrase'); setSecret(''); setError(undefined) }}>
          {say(by === 'passphrase' ? 'proof.use-code' : 'proof.use-passphrase')}
        </Button>
      </Row>
    </>
  )
  return { field, busy, withProof }
}
