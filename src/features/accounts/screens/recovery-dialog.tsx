import { useRef, useState } from 'react'
import { useStayOpen } from '../../../desk/idle.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Notice, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { accounts } from '../contract.ts'
import { useProof } from './proof.tsx'
import { accountWords } from './words.ts'

/** A code is shown once, on paper it stays. Making one voids the one before. */
export function RecoveryDialog({ onClose }: { readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(accountWords)
  const tell = useTell()
  const { field, busy, withProof } = useProof()
  const [code, setCode] = useState<string>()
  const [onPaper, setOnPaper] = useState(false)
  /** Drawn once: an answer lost on the way makes no second code. */
  const drawn = useRef<Awaited<ReturnType<typeof desk.keys.forNewCode>>>(undefined)
  // The old code is void and this one shown once.
  useStayOpen(code !== undefined)

  const make = () => withProof(async (proof) => {
    drawn.current ??= await desk.keys.forNewCode()
    const { recoveryCode, ...kept } = drawn.current
    await desk.call(accounts.changeRecoveryCode, { proof, ...kept })
    setCode(recoveryCode)
    tell(say('code.made'))
  })
  if (code !== undefined) {
    return (
      <Dialog open wide paper onClose={onClose} dismissable={false} title={say('code.new')} name="code.made"
        actions={<><Button kind="primary" name="code.ready" disabled={!onPaper} onClick={onClose}>{say('ready')}</Button><Button name="code.print" onClick={() => print()}>{say('print')}</Button></>}>
        <Stack>
          <div className="sheet"><output className="secret" data-key="code.new">{code}</output><p>{say('code.new.words')}</p></div>
          <div data-chrome><Button name="code.written" pressed={onPaper} onClick={() => setOnPaper(!onPaper)}>{say('written')}</Button></div>
        </Stack>
      </Dialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title={say('code.make')} name="code"
      actions={<><Button kind="primary" name="code.make" busy={busy} onClick={() => void make()}>{say('code.make')}</Button><Button name="code.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <Notice>{say('code.void')}</Notice>
        {field}
      </Stack>
    </Dialog>
  )
}
