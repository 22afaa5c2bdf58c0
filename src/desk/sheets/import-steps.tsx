import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { RecordId } from '../../shared/ids.ts'
import { formatNumber } from '../../shared/words.ts'
import { useStayOpen } from '../idle.ts'
import { isRenewed } from '../new-build.ts'
import { usePlainly } from '../problems.ts'
import { Button, Notice, Row, Stack, useLocale, useTell, useWords } from '../ui/index.ts'
import { startSheets } from './read-sheet.ts'
import type { Sheets } from './read-sheet.ts'
import type { Reading } from './sheet-worker.ts'
import type { Way } from './take-whole.ts'
import { sheetWords } from './words.ts'
import { SheetRefusal } from './zip.ts'

/** What is asked and told while a report is looked at. */
export type Reporting<Plan, Told> = { readonly plan: Plan; readonly told: Told; readonly onTold: (told: Told) => void; readonly onTake: () => void }
type At<Plan> =
  | { readonly at: 'choose' | 'reading' }
  | { readonly at: 'planned'; readonly reading: Reading; readonly plan: Plan }
  | { readonly at: 'taking'; readonly done: number; readonly all: number }
  | { readonly at: 'done'; readonly id: RecordId; readonly count: number }

type Given<Plan, Told> = {
  readonly title: string
  readonly hint: string
  /** Beside the button that chooses a file. */
  readonly beside?: ReactNode
  /** What is told before she has said anything. */
  readonly blank: Told
  readonly plan: (sheets: Sheets, told: Told, file: string) => Promise<Plan>
  readonly count: (plan: Plan) => number
  readonly report: (reporting: Reporting<Plan, Told>) => ReactNode
  /** Undefined: stopped. */
  readonly take: (plan: Plan, file: string, way: Way) => Promise<RecordId | undefined>
  readonly drop: (id: RecordId) => Promise<unknown>
  /** Something was taken or taken back. */
  readonly onChanged: () => Promise<unknown>
  readonly done: (count: number) => { readonly title: string; readonly words: string }
  /** Where to look at it. */
  readonly then: ReactNode
}

const largest = 30 * 1024 * 1024

/** From a file to what is taken: read away from the page, told row by row, sealed and sent while one can stop it, and taken back with one press. */
export function ImportSteps<Plan, Told>(given: Given<Plan, Told>) {
  const { title, hint, beside, blank, report, onChanged, then } = given
  const say = useWords(sheetWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const input = useRef<HTMLInputElement>(null)
  const sheets = useRef<Sheets>(undefined)
  const file = useRef('')
  const stop = useRef(false)
  const latest = useRef<Told>(undefined)
  const [now, setNow] = useState<At<Plan>>({ at: 'choose' })
  const [told, setTold] = useState(blank)
  const [error, setError] = useState<string>()
  /** Chosen, and not looked at: what reads it could not be loaded. */
  const [unread, setUnread] = useState<{ readonly chosen: File; readonly renewed: boolean }>()
  useStayOpen(now.at !== 'choose' && now.at !== 'done')
  useEffect(() => () => {
    stop.current = true
    sheets.current?.end()
  }, [])

  const why = (problem: unknown) => (problem instanceof SheetRefusal ? say(`import.${problem.reason}`) : plainly(problem))

  async function read(chosen: File) {
    setError(undefined)
    setUnread(undefined)
    setNow({ at: 'reading' })
    setTold(blank)
    try {
      if (chosen.size > largest) throw new SheetRefusal('too-large')
      file.current = chosen.name
      sheets.current?.end()
      sheets.current = startSheets()
      const reading = await sheets.current.read(await chosen.arrayBuffer())
      setNow({ at: 'planned', reading, plan: await given.plan(sheets.current, blank, file.current) })
    } catch (problem) {
      if (problem instanceof SheetRefusal && problem.reason === 'not-loaded') setUnread({ chosen, renewed: await isRenewed().catch(() => false) })
      else setError(why(problem))
      setNow({ at: 'choose' })
    } finally {
      if (input.current) input.current.value = ''
    }
  }
  async function tellMore(more: Told, reading: Reading) {
    setTold(more)
    latest.current = more
    try {
      const plan = await given.plan(sheets.current!, more, file.current)
      // Whoever answers on while this was worked out waits for the later one, and what is being taken goes on.
      if (latest.current === more) setNow((was) => (was.at === 'planned' ? { at: 'planned', reading, plan } : was))
    } catch (problem) {
      setError(why(problem))
    }
  }
  async function take(planned: At<Plan> & { at: 'planned' }) {
    const all = given.count(planned.plan)
    stop.current = false
    setError(undefined)
    setNow({ at: 'taking', done: 0, all })
    try {
      const id = await given.take(planned.plan, file.current, { progress: (done) => setNow({ at: 'taking', done, all }), stopped: () => stop.current })
      if (id === undefined) {
        tell(say('import.stopped'))
        return setNow(planned)
      }
      await onChanged()
      setNow({ at: 'done', id, count: all })
    } catch (problem) {
      setError(say('import.failed', { why: plainly(problem) }))
      setNow(planned)
    }
  }
  async function undo(id: RecordId) {
    try {
      await given.drop(id)
      await onChanged()
      tell(say('imports.undone'))
      setNow({ at: 'choose' })
    } catch (problem) {
      setError(plainly(problem))
    }
  }
  return (
    <Stack>
      {error && <Notice kind="problem" live>{error}</Notice>}
      {unread && (
        <Notice kind="problem" live name="import.unread" actions={unread.renewed
          ? <Button name="import.load" onClick={() => location.reload()}>{say('import.load')}</Button>
          : <Button name="import.again" onClick={() => void read(unread.chosen)}>{say('import.again')}</Button>}>
          {say(unread.renewed ? 'import.renewed' : 'import.not-loaded', { file: unread.chosen.name })}
        </Notice>
      )}
      <div data-chrome>
        <input ref={input} type="file" hidden accept=".xlsx,.csv,.txt" data-key="import.file" aria-label={say('import.choose')} onChange={(event) => { const [chosen] = event.target.files ?? []; if (chosen) void read(chosen) }} />
        {(now.at === 'choose' || now.at === 'planned') && (
          <Stack tight>
            {now.at === 'choose' && <p>{hint}</p>}
            <Row><Button kind={now.at === 'choose' ? 'primary' : 'quiet'} name="import.choose" onClick={() => input.current?.click()}>{say(now.at === 'choose' ? 'import.choose' : 'import.another')}</Button>{now.at === 'choose' && beside}</Row>
          </Stack>
        )}
      </div>
      {now.at === 'reading' && <p role="status">{say('import.reading')}</p>}
      {now.at === 'planned' && now.reading.others.length > 0 && <Notice>{say('import.others', { sheet: now.reading.sheet, others: now.reading.others.join(', ') })}</Notice>}
      {now.at === 'planned' && report({ plan: now.plan, told, onTold: (more) => void tellMore(more, now.reading), onTake: () => void take(now) })}
      {now.at === 'taking' && (
        <Stack>
          <p role="status" data-key="import.progress" data-value={now.done}>{now.done < now.all ? say('import.coming', { done: formatNumber(now.done, locale), all: formatNumber(now.all, locale) }) : say('import.closing')}</p>
          <progress value={now.done} max={now.all} aria-label={title} />
          {now.done < now.all && <Row><Button name="import.stop" onClick={() => { stop.current = true }}>{say('import.stop')}</Button></Row>}
        </Stack>
      )}
      {now.at === 'done' && (
        <Notice name="import.done" title={given.done(now.count).title} live actions={<>{then}<Button name="import.undo" onClick={() => void undo(now.id)}>{say('imports.undo')}</Button></>}>
          {given.done(now.count).words}
        </Notice>
      )}
    </Stack>
  )
}
