import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useStayOpen } from '../../../desk/idle.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { startSheets } from '../../../desk/sheets/read-sheet.ts'
import type { Reading } from '../../../desk/sheets/sheet-worker.ts'
import { SheetRefusal } from '../../../desk/sheets/zip.ts'
import { Button, LinkButton, Loaded, Notice, Page, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { formatNumber } from '../../../shared/words.ts'
import { directory } from '../contract.ts'
import type { FieldOf, Plan, There } from '../import-rules.ts'
import { sameInstitution, samePerson } from '../rules.ts'
import type { InstitutionEntry } from '../contract.ts'
import { useDirectory } from './directory.ts'
import type { Directory } from './directory.ts'
import { ImportReport } from './import-report.tsx'
import { takeImport } from './take-import.ts'
import { directoryWords } from './words.ts'

export default function ImportDirectory() {
  const say = useWords(directoryWords)
  const read = useDirectory()
  return <Page title={say('import.title')} lead={say('import.lead')}><Loaded query={read} lines={8}>{(all) => <Import all={all} />}</Loaded></Page>
}

/** What is there already, as keys. */
function thereIn({ institutions, people }: Directory): There {
  const byKey = new Map<string, { id: string; kind: InstitutionEntry['kind'] }>()
  const persons = new Set<string>()
  for (const one of institutions.values()) {
    const key = sameInstitution(one)
    byKey.set(key, { id: one.id, kind: one.kind })
    for (const person of people.get(one.id) ?? []) persons.add(samePerson(key, person.name))
  }
  return { institutions: byKey, people: persons }
}

type Told = { readonly columns: Readonly<Record<number, FieldOf | null>>; readonly kinds: Readonly<Record<string, InstitutionEntry['kind']>> }
type At =
  | { readonly at: 'choose' | 'reading' }
  | { readonly at: 'planned'; readonly reading: Reading; readonly plan: Plan }
  | { readonly at: 'taking'; readonly done: number; readonly all: number }
  | { readonly at: 'done'; readonly id: RecordId; readonly count: number }

const largest = 30 * 1024 * 1024

function Import({ all }: { readonly all: Directory }) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const sheets = useRef<ReturnType<typeof startSheets>>(undefined)
  const stop = useRef(false)
  const [now, setNow] = useState<At>({ at: 'choose' })
  const [told, setTold] = useState<Told>({ columns: {}, kinds: {} })
  const [error, setError] = useState<string>()
  useStayOpen(now.at !== 'choose' && now.at !== 'done')
  useEffect(() => () => {
    stop.current = true
    sheets.current?.end()
  }, [])

  const why = (problem: unknown) => (problem instanceof SheetRefusal ? say(`import.${problem.reason}`) : plainly(problem))
  const plan = (next: Told) => sheets.current!.plan({ ...next, there: thereIn(all), today: dayOf(new Date()) })

  async function read(file: File) {
    setError(undefined)
    setNow({ at: 'reading' })
    setTold({ columns: {}, kinds: {} })
    try {
      if (file.size > largest) throw new SheetRefusal('too-large')
      sheets.current?.end()
      sheets.current = startSheets()
      const reading = await sheets.current.read(await file.arrayBuffer())
      setNow({ at: 'planned', reading, plan: await plan({ columns: {}, kinds: {} }) })
    } catch (problem) {
      setError(why(problem))
      setNow({ at: 'choose' })
    } finally {
      if (input.current) input.current.value = ''
    }
  }
  async function tellMore(more: Told, reading: Reading) {
    setTold(more)
    try {
      const next = await plan(more)
      setNow({ at: 'planned', reading, plan: next })
    } catch (problem) {
      setError(why(problem))
    }
  }
  async function take(planned: At & { at: 'planned' }) {
    const { entries } = planned.plan
    stop.current = false
    setError(undefined)
    setNow({ at: 'taking', done: 0, all: entries.length })
    try {
      const id = await takeImport(desk, all.folder, entries, { progress: (done) => setNow({ at: 'taking', done, all: entries.length }), stopped: () => stop.current })
      if (id === undefined) {
        tell(say('import.stopped'))
        return setNow(planned)
      }
      await queries.invalidateQueries({ queryKey: ['directory'] })
      setNow({ at: 'done', id, count: entries.length })
    } catch (problem) {
      setError(say('import.failed', { why: plainly(problem) }))
      setNow(planned)
    }
  }
  async function undo(id: RecordId) {
    try {
      await desk.call(directory.dropImport, { id })
      await queries.invalidateQueries({ queryKey: ['directory'] })
      tell(say('imports.undone'))
      setNow({ at: 'choose' })
    } catch (problem) {
      setError(plainly(problem))
    }
  }
  return (
    <Stack>
      {error && <Notice kind="problem" live>{error}</Notice>}
      <div data-chrome>
        <input ref={input} type="file" hidden accept=".xlsx,.csv,.txt" data-key="import.file" aria-label={say('import.choose')} onChange={(event) => { const [file] = event.target.files ?? []; if (file) void read(file) }} />
        {(now.at === 'choose' || now.at === 'planned') && (
          <Stack tight>
            {now.at === 'choose' && <p>{say('import.choose.hint')}</p>}
            <Row><Button kind={now.at === 'choose' ? 'primary' : 'quiet'} name="import.choose" onClick={() => input.current?.click()}>{say(now.at === 'choose' ? 'import.choose' : 'import.another')}</Button></Row>
          </Stack>
        )}
      </div>
      {now.at === 'reading' && <p role="status">{say('import.reading')}</p>}
      {now.at === 'planned' && <ImportReport plan={now.plan} reading={now.reading} told={told} onTold={(more) => void tellMore(more, now.reading)} onTake={() => void take(now)} />}
      {now.at === 'taking' && (
        <Stack>
          <p role="status" data-key="import.progress" data-value={now.done}>{say('import.coming', { done: formatNumber(now.done, locale), all: formatNumber(now.all, locale) })}</p>
          <progress value={now.done} max={now.all} aria-label={say('import.title')} />
          <Row><Button name="import.stop" onClick={() => { stop.current = true }}>{say('import.stop')}</Button></Row>
        </Stack>
      )}
      {now.at === 'done' && (
        <Notice name="import.done" title={say('import.done', { count: now.count })} live
          actions={<><LinkButton kind="primary" href="/directory" name="import.to-directory">{say('import.to-directory')}</LinkButton><Button name="import.undo" onClick={() => void undo(now.id)}>{say('imports.undo')}</Button></>}>
          {say('import.done.words')}
        </Notice>
      )}
    </Stack>
  )
}
