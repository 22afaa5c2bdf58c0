import { useEffect, useRef, useState } from 'react'
import type { SealedFile } from '../../features/folders/contract.ts'
import type { FolderId } from '../../shared/ids.ts'
import { formatNumber } from '../../shared/words.ts'
import { useStayOpen } from '../idle.ts'
import { usePlainly } from '../problems.ts'
import { useDesk } from '../session.tsx'
import { Button, Dialog, Field, Notice, Panel, Row, Stack, useLocale, useTell, useWords } from '../ui/index.ts'
import { barePicture } from './bare-picture.ts'
import { kindOfFile, renamed } from './kinds.ts'
import type { Ending } from './kinds.ts'
import { fetchFile, keepFile, letFileGo, sendFile } from './pieces.ts'
import { paperWords } from './words.ts'

type Files = readonly SealedFile[]
type Papers = {
  /** Before the names of its controls: `campaign.file`. */
  readonly name: string
  readonly panel: string
  readonly title: string
  readonly none: string
  readonly add: string
  /** With one place alone: what is attached stands in the place of what was there. */
  readonly replace?: string
  readonly most: number
  readonly taken: readonly Ending[]
  readonly folder: FolderId
  readonly files: Files
  readonly mayWrite: boolean
  /** Writes the document that names the files, by a change over whatever stands there when it is written. */
  readonly keep: (change: (files: Files) => Files) => Promise<void>
}
type At = { readonly doing: 'coming' | 'going' | 'keeping'; readonly share: number }

/** Sealed files that belong to one record: attached, named, taken away, removed. Sealed piece by piece before they leave the browser, and never shown in it. */
export function Papers({ name, panel, title, none, add, replace, most, taken, folder, files, mayWrite, keep }: Papers) {
  const desk = useDesk()
  const say = useWords(paperWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const input = useRef<HTMLInputElement>(null)
  const stop = useRef(false)
  const [at, setAt] = useState<At>()
  const [naming, setNaming] = useState<SealedFile>()
  const [error, setError] = useState<string>()
  useStayOpen(at !== undefined)
  useEffect(() => {
    stop.current = false
    return () => { stop.current = true }
  }, [])
  // What she takes back later is written over the page as it stands then.
  const newest = useRef(keep)
  useEffect(() => { newest.current = keep })
  const way = (doing: At['doing']) => ({ progress: (share: number) => setAt({ doing, share }), stopped: () => stop.current })

  async function work(doing: At['doing'], work: () => Promise<void>) {
    stop.current = false
    setError(undefined)
    setAt({ doing, share: 0 })
    try {
      await work()
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setAt(undefined)
      if (input.current) input.current.value = ''
    }
  }
  const attach = (file: File) => work('coming', async () => {
    const kind = kindOfFile(file.name, new Uint8Array(await file.slice(0, 8).arrayBuffer()), file.size, taken)
    if (typeof kind === 'string') return setError(say(kind, { kinds: taken.map((one) => one.toUpperCase()).join(', ') }))
    const bare = await bareOf(file, kind.type)
    if (!bare) return setError(say('broken'))
    const sent = await sendFile(desk, folder, bare, way('coming'))
    if (!sent) return tell(say('stopped'))
    const sealed: SealedFile = { ...kind, size: bare.size, ...sent }
    let replaced: Files = []
    const goes = (one: SealedFile) => letFileGo(desk, folder, one.id, false)
    if (!(await keepFile(desk, folder, sealed.id))) return setError(say('gone'))
    await keep((there) => {
      replaced = replace ? there : []
      return replace ? [sealed] : [...there, sealed]
    }).catch(async (problem: unknown) => {
      await goes(sealed)
      throw problem
    })
    for (const one of replaced) await goes(one)
    tell(say('saved'))
  })
  const take = (file: SealedFile) => work('going', () => fetchFile(desk, folder, file, say('quiet'), way('going')))
  const remove = (file: SealedFile) => work('keeping', async () => {
    await keep((there) => there.filter((one) => one.id !== file.id))
    await letFileGo(desk, folder, file.id, false)
    const putBack = () => work('keeping', async () => {
      if (!(await keepFile(desk, folder, file.id))) return setError(say('gone'))
      await newest.current((there) => (there.some((one) => one.id === file.id) || (replace && there.length) ? there : [...there, file]))
    })
    tell(say('removed', { name: file.name }), { action: { label: say('undo'), run: () => void putBack() } })
  })
  const rename = (file: SealedFile, written: string) => work('keeping', async () => {
    await keep((there) => there.map((one) => (one.id === file.id ? { ...one, name: renamed(one.name, written) } : one)))
    setNaming(undefined)
    tell(say('renamed'))
  })
  const busy = at !== undefined
  const shownSize = (size: number) => size < 1024 * 1024 ? `${formatNumber(Math.max(1, Math.round(size / 1024)), locale)} kB` : `${formatNumber(Math.round(size / 104_857.6) / 10, locale)} MB`
  const full = files.length >= most && !replace
  // On paper a place for files that has none says nothing.
  return (
    <div data-chrome={files.length === 0 || undefined}>
      <Panel title={title} name={panel}>
        <Stack>
          {files.length === 0 && <p>{none}</p>}
          {files.length > 0 && (
            <ul className="list">{files.map((file) => (
              <li key={file.id}><Row spread>
                <span>{say('size', { name: file.name, size: shownSize(file.size) })}</span>
                <span data-chrome><Row>
                  <Button kind="quiet" name={`${name}.take`} label={say('take.label', { name: file.name })} busy={busy} onClick={() => void take(file)}>{say('take')}</Button>
                  {mayWrite && <Button kind="quiet" name={`${name}.rename`} label={say('rename.label', { name: file.name })} busy={busy} onClick={() => setNaming(file)}>{say('rename')}</Button>}
                  {mayWrite && <Button kind="quiet" name={`${name}.remove`} label={say('remove.label', { name: file.name })} busy={busy} onClick={() => void remove(file)}>{say('remove')}</Button>}
                </Row></span>
              </Row></li>
            ))}</ul>
          )}
          {mayWrite && (
            <div data-chrome>
              {full ? <p>{say('full', { count: files.length })}</p> : <Row><Button name={`${name}.add`} busy={busy} onClick={() => input.current?.click()}>{replace && files.length ? replace : add}</Button></Row>}
              <input ref={input} type="file" hidden accept={taken.map((one) => `.${one}`).join()} data-key={name} aria-label={add} onChange={(event) => { const [file] = event.target.files ?? []; if (file) void attach(file) }} />
            </div>
          )}
          {at && at.doing !== 'keeping' && (
            <Stack tight>
              <p role="status">{say(at.doing, { percent: Math.round(at.share * 100) })}</p>
              <progress value={at.share} max={1} aria-label={title} />
              <Row><Button name={`${name}.stop`} onClick={() => { stop.current = true }}>{say('stop')}</Button></Row>
            </Stack>
          )}
          {error && !naming && <Notice kind="problem" live>{error}</Notice>}
        </Stack>
        {naming && <Rename key={naming.id} name={name} file={naming} busy={busy} error={error} onClose={() => { setNaming(undefined); setError(undefined) }} onKeep={(written) => void rename(naming, written)} />}
      </Panel>
    </div>
  )
}

/** What a camera wrote beside a picture is nobody's to hand on. */
async function bareOf(file: Blob, type: string): Promise<Blob | undefined> {
  if (!type.startsWith('image/')) return file
  const bare = barePicture(new Uint8Array(await file.arrayBuffer()), type)
  return bare && new Blob([bare])
}

function Rename({ name, file, busy, error, onClose, onKeep }: { readonly name: string; readonly file: SealedFile; readonly busy: boolean; readonly error: string | undefined; readonly onClose: () => void; readonly onKeep: (written: string) => void }) {
  const say = useWords(paperWords)
  const [written, setWritten] = useState(file.name.replace(/\.\w+$/, ''))
  return (
    <Dialog open onClose={onClose} title={say('rename.title')} name={`${name}.rename.dialog`} actions={<Button kind="primary" name={`${name}.rename.save`} busy={busy} onClick={() => onKeep(written)}>{say('rename.save')}</Button>}>
      <Stack>
        <Field name={`${name}.rename.name`} label={say('rename.name')} hint={say('rename.hint')} value={written} limit={110} onChange={setWritten} first />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}
