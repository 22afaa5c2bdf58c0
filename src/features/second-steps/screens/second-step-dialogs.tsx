import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Field, Stack, useWords } from '../../../desk/ui/index.ts'
import { Qr } from '../../../desk/ui/qr.tsx'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { useProof } from '../../accounts/screens/proof.tsx'
import { secondSteps } from '../contract.ts'
import { secondStepWords } from './words.ts'

type Given = { readonly onClose: () => void; readonly onDone: (said: string) => void }
type Drawn = OutputOf<typeof secondSteps.begin>

/** First it is she, then the app learns the secret, then the app's digits show that it did. Only then are they asked for. */
export function SetUpSecondStep({ onClose, onDone }: Given) {
  const desk = useDesk()
  const say = useWords(secondStepWords)
  const { field, busy, withProof } = useProof()
  const [drawn, setDrawn] = useState<Drawn>()
  if (drawn) return <Confirm drawn={drawn} onClose={onClose} onDone={onDone} />
  const begin = () => withProof(async (proof) => setDrawn(await desk.call(secondSteps.begin, { proof })))
  return (
    <Dialog open onClose={onClose} title={say('begin')} name="second-step"
      actions={<><Button kind="primary" name="second-step.draw" busy={busy} onClick={() => void begin()}>{say('next')}</Button><Button name="second-step.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <p>{say('begin.words')}</p>
        {field}
      </Stack>
    </Dialog>
  )
}

function Confirm({ drawn, onClose, onDone }: Given & { readonly drawn: Drawn }) {
  const desk = useDesk()
  const say = useWords(secondStepWords)
  const [digits, setDigits] = useState('')
  const { busy, error, setError, doing } = useDoing()
  async function confirm() {
    const code = digits.replace(/\D/g, '')
    if (code.length !== 6) return setError(say('six'))
    await doing(async () => {
      await desk.call(secondSteps.confirm, { code })
      onDone(say('is-on'))
    })
  }
  return (
    <Dialog open onClose={onClose} title={say('begin')} name="second-step.drawn"
      actions={<><Button kind="primary" name="second-step.confirm" busy={busy} onClick={() => void confirm()}>{say('confirm')}</Button><Button name="second-step.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <p>{say('scan')}</p>
        <Qr text={drawn.address} label={say('qr')} name="second-step.qr" />
        <p>{say('by-hand')}</p>
        <output className="secret" data-key="second-step.secret">{drawn.secret.match(/.{1,4}/g)?.join(' ')}</output>
        <Field name="second-step.digits" label={say('digits')} value={digits} onChange={setDigits} error={error} autoComplete="one-time-code" first />
      </Stack>
    </Dialog>
  )
}

export function DropSecondStep({ onClose, onDone }: Given) {
  const desk = useDesk()
  const say = useWords(secondStepWords)
  const { field, busy, withProof } = useProof()
  const drop = () => withProof(async (proof) => {
    await desk.call(secondSteps.drop, { proof })
    onDone(say('is-off'))
  })
  return (
    <Dialog open onClose={onClose} title={say('drop')} name="second-step.dropping"
      actions={<><Button kind="primary" name="second-step.off" busy={busy} onClick={() => void drop()}>{say('drop')}</Button><Button name="second-step.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <p>{say('drop.words')}</p>
        {field}
      </Stack>
    </Dialog>
  )
}
