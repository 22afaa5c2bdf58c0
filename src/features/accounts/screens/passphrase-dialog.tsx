import { useEffect, useRef, useState } from 'react'
import { PassphraseGiven } from '../../../desk/passphrase-given.tsx'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Dialog, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { accounts } from '../contract.ts'
import { useProof } from './proof.tsx'
import { accountWords } from './words.ts'

/** Five new words, drawn; the old ones are void once these are kept. The keys themselves stay, wrapped anew. */
export function PassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(accountWords)
  const tell = useTell()
  const { field, busy, withProof } = useProof()
  const [passphrase, setPassphrase] = useState('')
  const [others, setOthers] = useState<'end' | 'stay'>('end')
  const [onPaper, setOnPaper] = useState(false)
  /** Composed once for these words: an answer lost on the way makes no second change. */
  const sent = useRef<{ readonly of: string; readonly kept: Awaited<ReturnType<typeof desk.keys.forPassphrase>> }>(undefined)
  const another = async () => {
    setOnPaper(false)
    setPassphrase(await desk.keys.newPassphrase())
  }
  useEffect(() => void another(), [])

  const change = () => withProof(async (proof) => {
    if (sent.current?.of !== passphrase) sent.current = { of: passphrase, kept: await desk.keys.forPassphrase(passphrase) }
    await desk.call(accounts.changePassphrase, { proof, ...sent.current.kept, endOthers: others === 'end' })
    tell(say('passphrase.changed'))
    onClose()
  })
  const ready = onPaper && passphrase !== ''
  return (
    <Dialog open wide onClose={onClose} title={say('passphrase.change')} name="passphrase"
      actions={<><Button kind="primary" name="passphrase.change" busy={busy} disabled={!ready} onClick={() => void change()}>{say('passphrase.change')}</Button><Button name="passphrase.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        {field}
        <PassphraseGiven label={say('passphrase.new')} words={say('passphrase.new.words')} another={say('passphrase.another')} passphrase={passphrase} onAnother={() => void another()} />
        <Row><Button name="passphrase.written" pressed={onPaper} onClick={() => setOnPaper(!onPaper)}>{say('written')}</Button></Row>
        <Choice name="passphrase.others" always label={say('others')} missing={[]} value={others} onChange={(chosen) => chosen && setOthers(chosen)}
          options={[{ value: 'end', label: say('others.end') }, { value: 'stay', label: say('others.stay') }]} />
      </Stack>
    </Dialog>
  )
}
