import { useState } from 'react'
import type { PrintedSheet } from '../../../vault/recovery.ts'
import { useDoing } from '../../../desk/doing.ts'
import { useAskBeforeLeaving, useStayOpen } from '../../../desk/idle.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { leadToWrong } from '../../../desk/lead.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Dialog, Field, Notice, Panel, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { TeamId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { recoverySchemes } from '../../../vault/seal.ts'
import type { RecoveryScheme } from '../../../vault/seal.ts'
import { VaultRefusal } from '../../../vault/vault.ts'
import { recovery } from '../contract.ts'
import type { KeeperWords } from '../contract.ts'
import { aboutTeams } from '../rules.ts'
import { PrintedSheets } from './printed-sheets.tsx'
import type { InUse } from './recovery-page.tsx'
import { recoveryWords } from './words.ts'

type Given = { readonly inUse: InUse; readonly onDone: () => Promise<void> }
const sheetsIn = { 'sheet': 1, '2-of-3': 3, '3-of-5': 5 } as const satisfies Record<RecoveryScheme, number>

/** New sheets take the place of those in use: how many, who keeps them, printed, typed back, and only then in force. */
export function Ceremony({ inUse, onDone }: Given) {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const plainly = usePlainly()
  const [scheme, setScheme] = useState<RecoveryScheme>('2-of-3')
  const [keepers, setKeepers] = useState<readonly string[]>([])
  const [missing, setMissing] = useState(false)
  const [error, setError] = useState<string>()
  const [sheets, setSheets] = useState<readonly PrintedSheet[]>()
  const names = Array.from({ length: sheetsIn[scheme] }, (_, at) => keepers[at] ?? '')
  // A mistake twice: one keeper with two sheets holds as much as two of them.
  const twice = (at: number) => names.some((name, other) => other !== at && name.trim() !== '' && name.trim().toLocaleLowerCase() === (names[at] ?? '').trim().toLocaleLowerCase())
  const flaw = (at: number) => (missing && !names[at]?.trim() ? say('keeper.needed') : twice(at) ? say('keeper.twice') : undefined)

  async function draw() {
    setMissing(true)
    leadToWrong()
    if (names.some((name, at) => !name.trim() || twice(at))) return
    setError(undefined)
    try {
      setSheets(await desk.keys.drawPapers(scheme))
    } catch (problem) {
      setError(plainly(problem))
    }
  }
  return (
    <Panel title={say('ceremony')} name="recovery.ceremony">
      <Stack>
        <p>{say('ceremony.words')}</p>
        <Choice name="ceremony.scheme" always label={say('scheme')} why={say('scheme.why')} value={scheme} missing={[]} onChange={(next) => setScheme(next ?? '2-of-3')}
          options={recoverySchemes.map((value) => ({ value, label: say(`scheme.${value}`) }))} />
        {names.map((name, at) => (
          <Field key={at} name="ceremony.keeper" label={names.length > 1 ? say('keeper', { number: at + 1 }) : say('keeper.one')} value={name} limit={100} error={flaw(at)}
            onChange={(next) => setKeepers(names.map((before, place) => (place === at ? next : before)))} />
        ))}
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button kind="primary" name="ceremony.draw" onClick={() => void draw()}>{say('draw')}</Button></Row>
      </Stack>
      {sheets && <OnPaper sheets={sheets} scheme={scheme} names={names} inUse={inUse} onStop={() => setSheets(undefined)} onDone={onDone} />}
    </Panel>
  )
}

type OnPaperGiven = Given & { readonly sheets: readonly PrintedSheet[]; readonly scheme: RecoveryScheme; readonly names: readonly string[]; readonly onStop: () => void }

/** Printed first; then the screen shows them no more, and every sheet is typed from its paper. */
function OnPaper({ sheets, scheme, names, inUse, onStop, onDone }: OnPaperGiven) {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const tell = useTell()
  const [step, setStep] = useState<'print' | 'type'>('print')
  const [texts, setTexts] = useState<readonly string[]>(sheets.map(() => ''))
  const [found, setFound] = useState<readonly (string | undefined)[]>(sheets.map(() => undefined))
  const [flaws, setFlaws] = useState<readonly (string | undefined)[]>(sheets.map(() => undefined))
  const { busy, error, setError, doing } = useDoing()
  useStayOpen(true)
  const put = <T,>(all: readonly T[], at: number, one: T) => all.map((before, place) => (place === at ? one : before))
  const all = found.every((words) => words !== undefined)

  async function type(at: number, text: string) {
    setError(undefined)
    setTexts((now) => put(now, at, text))
    setFlaws((now) => put(now, at, undefined))
    const read = await desk.keys.readSheet(text)
    const slips = 'slips' in read ? read.slips : []
    if (slips.length > 0) return setFlaws((now) => put(now, at, say('sheet.slip', { count: slips.length, groups: slips.join(', ') })))
    if (read.kind === 'typing') return setFound((now) => put(now, at, undefined))
    try {
      const { number, words } = await desk.keys.typeBack(text)
      const right = number === sheets[at]?.number
      setFound((now) => put(now, at, right ? words : undefined))
      setFlaws((now) => put(now, at, right ? undefined : say('back.another', { number })))
    } catch (problem) {
      setFound((now) => put(now, at, undefined))
      setFlaws((now) => put(now, at, problem instanceof VaultRefusal && problem.reason === 'foreign-sheet' ? say('back.foreign') : say('sheet.mistyped')))
    }
  }
  async function replace() {
    if (!all) return setError(say('back.all'))
    await doing(async () => {
      const { row, authKey, kept, epochs, seats } = await desk.keys.replacePapers({ words: { names: names.map((name) => name.trim()) } satisfies KeeperWords, sealedFor: desk.team('coordination') })
      const sent = { papers: inUse.proof, row, authKey, kept: { ...kept, sealedFor: kept.sealedFor as TeamId }, epochs, seats }
      await desk.call(recovery.replace, await withAct(desk.keys, 'recovery.replaced', aboutTeams(epochs), sent))
      await desk.relearn()
      tell(say('ceremony.done'))
      await onDone()
    })
  }
  useAskBeforeLeaving()
  const stop = <Button name="ceremony.stop" onClick={onStop}>{say('ceremony.stop')}</Button>
  if (step === 'print') {
    return (
      <Dialog open wide paper dismissable={false} onClose={onStop} title={say('print.title')} name="ceremony.sheets"
        actions={<><Button kind="primary" name="ceremony.print" onClick={() => print()}>{say('print')}</Button><Button name="ceremony.printed" onClick={() => setStep('type')}>{say('printed')}</Button>{stop}</>}>
        <div data-chrome><p>{say('print.words')}</p></div>
        <PrintedSheets sheets={sheets} scheme={scheme} names={names} />
      </Dialog>
    )
  }
  return (
    <Dialog open wide dismissable={false} onClose={onStop} title={say('back.title')} name="ceremony.back"
      actions={<><Button kind="primary" name="ceremony.replace" busy={busy} onClick={() => void replace()}>{say('ceremony.replace')}</Button><Button name="ceremony.to-print" onClick={() => setStep('print')}>{say('back.print')}</Button>{stop}</>}>
      <Stack>
        <p>{say('back.words')}</p>
        {sheets.map((sheet, at) => (
          <Field key={sheet.number} name="ceremony.typed" label={sheets.length > 1 ? say('back.sheet', { number: sheet.number, who: names[at] ?? '' }) : say('back.sheet.one', { who: names[at] ?? '' })}
            hint={found[at] ? say('back.right', { words: found[at] }) : say('sheet.hint')} value={texts[at] ?? ''} lines={2} error={flaws[at]} onChange={(text) => void type(at, text)} first={at === 0} />
        ))}
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}
