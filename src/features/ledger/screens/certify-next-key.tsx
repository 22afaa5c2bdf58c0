import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Notice, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { ledger } from '../contract.ts'
import { ledgerWords } from './words.ts'

type Given = { readonly publicKey: string; readonly number: number }

/**
 * The program signs with another key than the certified one: it lost its own, or it is another program. Who looks after the computer
 * knows which; a coordinator who has heard it certifies the new key, if the ledger goes on from the one her desk knows.
 */
export function CertifyNextKey({ publicKey, number }: Given) {
  const desk = useDesk()
  const say = useWords(ledgerWords)
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  async function certify() {
    setBusy(true)
    setError(undefined)
    try {
      const known = await desk.keys.ledgerKnown()
      const { head } = await desk.call(ledger.head, known === undefined ? {} : { since: known })
      // What was compared is what is certified, and nothing that came in its place since.
      const key = head?.publicKey === publicKey ? await desk.keys.certifyNextLedgerKey(head, number) : undefined
      if (!key) return setError(say('key.next.not-hers'))
      await desk.call(ledger.certify, await withAct(desk.keys, 'ledger-key.certified', [], { key }))
      await desk.relearn()
      await queries.invalidateQueries({ queryKey: ['ledger'] })
      setAsking(false)
      tell(say('key.next.done'))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Notice kind="decision" name="ledger.next-key" title={say('key.next')} actions={desk.may('members:let-in') && <Button name="ledger.next-key.certify" onClick={() => setAsking(true)}>{say('key.next.certify')}</Button>}>
        {say('key.next.words')}
      </Notice>
      {asking && (
        <Dialog open onClose={() => setAsking(false)} title={say('key.next.title')} name="ledger.next-key.sure"
          actions={<><Button kind="primary" name="ledger.next-key.do" busy={busy} onClick={() => void certify()}>{say('key.next.do')}</Button><Button name="ledger.next-key.stop" onClick={() => setAsking(false)}>{say('key.next.stop')}</Button></>}>
          <Stack>
            <p>{say('key.next.compare')}</p>
            <p><strong className="secret" data-key="ledger.next-key.key">{publicKey}</strong></p>
            <p>{say('key.next.means')}</p>
            {error && <Notice kind="problem" live>{error}</Notice>}
          </Stack>
        </Dialog>
      )}
    </>
  )
}
