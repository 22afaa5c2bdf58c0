import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useDoing } from '../../../desk/doing.ts'
import { Door } from '../../../desk/door.tsx'
import { startKeys } from '../../../desk/keys/keys.ts'
import type { Keys } from '../../../desk/keys/keys.ts'
import { PassphraseGiven } from '../../../desk/passphrase-given.tsx'
import { leadToWrong } from '../../../desk/lead.ts'
import { useSession } from '../../../desk/session.tsx'
import { Button, Field, Notice, Row, Stack, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { MemberId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { useAskBeforeLeaving } from '../../../desk/idle.ts'
import { recovery } from '../contract.ts'
import { SheetsTyped } from './sheets-typed.tsx'
import { recoveryWords } from './words.ts'

type House = OutputOf<typeof recovery.open>
type Open = { readonly house: House; readonly proof: Awaited<ReturnType<Keys['putPapers']>> }
type Given = { readonly passphrase: string; readonly code: string; readonly closed: readonly string[] }

/** Where no coordinator can get in any more: whoever has the recovery sheets lets herself in as one. */
export default function RecoverDoor({ onDone }: { readonly onDone: () => void }) {
  const { call } = useSession()
  const say = useWords(recoveryWords)
  const [keys, setKeys] = useState<Keys>()
  const [open, setOpen] = useState<Open>()
  const [given, setGiven] = useState<Given>()
  // A key worker of this page alone: what the sheets open ends with it.
  useEffect(() => {
    const worker = startKeys()
    setKeys(worker)
    return worker.end
  }, [])

  async function put(texts: readonly string[]) {
    if (!keys) return
    const proof = await keys.putPapers(texts)
    setOpen({ proof, house: await call(recovery.open, { papers: proof }) })
  }
  if (given) return <Door title={say('door.papers')} wide><OnPaper given={given} onDone={onDone} /></Door>
  return (
    <Door title={say('door.title')} wide>
      {!open && (
        <Stack>
          <p>{say('door.lead')}</p>
          <Notice>{say('door.told')}</Notice>
          {keys && <SheetsTyped keys={keys} button={say('open')} onSheets={put} />}
          <p><Link href="/" data-key="recover.back">{say('door.back')}</Link></p>
        </Stack>
      )}
      {open && keys && <Herself keys={keys} open={open} onIn={setGiven} />}
    </Door>
  )
}

function Herself({ keys, open: { house, proof }, onIn }: { readonly keys: Keys; readonly open: Open; readonly onIn: (given: Given) => void }) {
  const { call } = useSession()
  const say = useWords(recoveryWords)
  const [asked, setAsked] = useState({ name: '', shown: '' })
  const [passphrase, setPassphrase] = useState('')
  const [missing, setMissing] = useState(false)
  const { busy, error, doing } = useDoing((problem) => (problem instanceof Problem && problem.kind === 'taken' ? say('door.taken') : undefined))
  const needed = (value: string) => (missing && !value.trim() ? say('needed') : undefined)
  const another = async () => setPassphrase(await keys.newPassphrase())
  useEffect(() => void another(), [])

  async function enter() {
    setMissing(true)
    leadToWrong()
    if (!asked.name.trim() || !asked.shown.trim() || !passphrase) return
    await doing(async () => {
      const { member, recoveryCode, quarantined: _, closed, ...rows } = await keys.enterByPapers(house, { id: newId<'member'>() as MemberId, passphrase })
      await call(recovery.enter, { papers: proof, member: { ...member, name: asked.name.trim(), shown: asked.shown.trim() }, ...rows })
      onIn({ passphrase, code: recoveryCode, closed: house.teams.filter(({ id }) => closed.includes(id)).map(({ name }) => name) })
    })
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void enter() }}>
      <Stack>
        <p>{say('door.fits', { house: house.organisation.name })}</p>
        <Field name="recover.name" label={say('door.name')} hint={say('door.name.hint')} value={asked.name} onChange={(name) => setAsked({ ...asked, name })} error={needed(asked.name)} autoComplete="username" limit={60} first />
        <Field name="recover.shown" label={say('door.shown')} value={asked.shown} onChange={(shown) => setAsked({ ...asked, shown })} error={needed(asked.shown)} limit={100} />
        <PassphraseGiven label={say('door.passphrase')} words={say('door.passphrase.words')} another={say('door.another')} passphrase={passphrase} onAnother={() => void another()} />
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button kind="primary" type="submit" name="recover.enter" busy={busy} disabled={!passphrase}>{say(passphrase ? 'door.enter' : 'door.words-coming')}</Button></Row>
      </Stack>
    </form>
  )
}

function OnPaper({ given: { passphrase, code, closed }, onDone }: { readonly given: Given; readonly onDone: () => void }) {
  const say = useWords(recoveryWords)
  const [onPaper, setOnPaper] = useState(false)
  // They are shown once.
  useAskBeforeLeaving()
  return (
    <Stack>
      <p data-chrome>{say('door.in')}</p>
      {closed.length > 0 && <div data-chrome><Notice kind="problem">{say('door.closed', { teams: closed.join(', ') })}</Notice></div>}
      <div className="sheet"><strong>{say('door.code')}</strong><p>{say('door.code.words')}</p><output className="secret" data-key="sheet.mine" aria-label={say('door.code')}>{code}</output></div>
      <div className="sheet"><strong>{say('door.passphrase')}</strong><output className="secret" data-key="sheet.passphrase" aria-label={say('door.passphrase')}>{passphrase}</output></div>
      <div data-chrome>
        <Row>
          <Button name="sheets.print" onClick={() => print()}>{say('print')}</Button>
          <Button name="sheets.written" pressed={onPaper} onClick={() => setOnPaper(!onPaper)}>{say('door.written')}</Button>
          <Button kind="primary" name="sheets.ready" disabled={!onPaper} onClick={onDone}>{say('door.done')}</Button>
        </Row>
      </div>
    </Stack>
  )
}
