import { useCallback, useEffect, useRef, useState } from 'react'
import { keepBundle } from './bundle.ts'
import { followLedger } from './follow-ledger.ts'
import type { LedgerSeen } from './follow-ledger.ts'
import { LedgerWaits } from './ledger-alarms.tsx'
import { useDesk } from './session.tsx'
import { Button, Dialog, Notice, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

const everySeconds = 30
const keptEveryMinutes = 30

/** Says over the page what does not hold, and goes on looking while the desk is open. */
export function LedgerWatch() {
  const desk = useDesk()
  const say = useWords(deskWords)
  const [seen, setSeen] = useState<LedgerSeen>(desk.ledger)
  const [asking, setAsking] = useState(false)
  const keptAt = useRef(performance.now())
  const looking = useRef(false)
  const met = useRef(0)
  const { keys, call, relearn } = desk
  const certified = desk.house.ledgerKey?.number

  const look = useCallback(async () => {
    if (looking.current) return
    looking.current = true
    let next = await followLedger({ keys, call }).catch(() => undefined)
    // A coordinator may have certified a new key meanwhile. Looked at when it is first met, and every five minutes then.
    if (next?.trouble?.why === 'another-key') {
      const again = met.current++ % 10 === 0 && (await relearn().then(() => true, () => false))
      if (again) next = await followLedger({ keys, call }).catch(() => next)
    }
    looking.current = false
    if (!next) return
    setSeen(next)
    if (next.trouble || performance.now() - keptAt.current < keptEveryMinutes * 60_000) return
    keptAt.current = performance.now()
    await keepBundle({ keys, call }).catch(() => undefined)
  }, [keys, call, relearn])
  // Certified here, on the page below: what stood over it goes with it.
  const before = useRef(certified)
  useEffect(() => {
    if (before.current === certified) return
    before.current = certified
    void look()
  }, [certified, look])
  useEffect(() => {
    const again = setInterval(() => void look(), everySeconds * 1000)
    return () => clearInterval(again)
  }, [look])

  async function begin() {
    if (seen.head) await keys.beginLedgerFrom(seen.head)
    setAsking(false)
    keptAt.current = -Infinity
    await look()
  }
  const { trouble, strange } = seen
  const first = strange[0]
  return (
    <div className="told">
      <LedgerWaits />
      {trouble && (
        <Notice kind="problem" live name="ledger.trouble" title={say(`ledger.${trouble.why}`)} actions={seen.head && <Button kind="quiet" name="ledger.begin" onClick={() => setAsking(true)}>{say('ledger.begin')}</Button>}>
          {say(`ledger.${trouble.why}.words`, { known: trouble.known, said: trouble.said })} {say('ledger.what-to-do')}
        </Notice>
      )}
      {first && (
        <Notice kind="problem" live name="ledger.strange" title={say('ledger.strange')}>
          {say('ledger.strange.words', { count: strange.length, who: desk.memberShown(first.author), size: first.size ?? 0 })} {say('ledger.what-to-do')}
        </Notice>
      )}
      {asking && (
        <Dialog open onClose={() => setAsking(false)} title={say('ledger.begin.title')} name="ledger.begin.sure"
          actions={<><Button kind="primary" name="ledger.begin.do" onClick={() => void begin()}>{say('ledger.begin.do')}</Button><Button name="ledger.begin.stop" onClick={() => setAsking(false)}>{say('ledger.begin.stop')}</Button></>}>
          <p>{say('ledger.begin.words')}</p>
        </Dialog>
      )}
    </div>
  )
}
