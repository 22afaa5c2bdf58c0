import { useState } from 'react'
import { Button, Panel, Row, Stack, useWords } from '../../../desk/ui/index.ts'
import { PasskeysPart } from '../../passkeys/screens/passkeys-part.tsx'
import { SecondStepPart } from '../../second-steps/screens/second-step-part.tsx'
import { PassphraseDialog } from './passphrase-dialog.tsx'
import { RecoveryDialog } from './recovery-dialog.tsx'
import { accountWords } from './words.ts'

/** Each way in, what it is for, and how it is changed. */
export function WaysIn() {
  const say = useWords(accountWords)
  const [asking, setAsking] = useState<'passphrase' | 'code'>()
  return (
    <Panel title={say('ways')} name="mine.ways">
      <Stack>
        <Stack tight>
          <h3>{say('passphrase')}</h3>
          <p>{say('passphrase.words')}</p>
          <Row><Button name="mine.passphrase" onClick={() => setAsking('passphrase')}>{say('passphrase.change')}</Button></Row>
        </Stack>
        <Stack tight>
          <h3>{say('code')}</h3>
          <p>{say('code.words')}</p>
          <Row><Button name="mine.code" onClick={() => setAsking('code')}>{say('code.make')}</Button></Row>
        </Stack>
        <PasskeysPart />
        <SecondStepPart />
      </Stack>
      {asking === 'passphrase' && <PassphraseDialog onClose={() => setAsking(undefined)} />}
      {asking === 'code' && <RecoveryDialog onClose={() => setAsking(undefined)} />}
    </Panel>
  )
}
