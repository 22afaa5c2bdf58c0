import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link, useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Facts, LinkButton, Loaded, Notice, Page, Panel, PrintHeader, Row, Stack, Tag, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { Problem } from '../../../shared/problem.ts'
import { formatDay } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { memoranda } from '../contract.ts'
import type { SealedFile } from '../contract.ts'
import { kindOfFile, stateOn } from '../rules.ts'
import { fetchFile, sendFile } from './files.ts'
import { partiesOf, useMemoranda } from './memoranda.ts'
import type { Memorandum } from './memoranda.ts'
import { untilOf } from './memoranda-list.tsx'
import { memorandumWords } from './words.ts'

export default function MemorandumPage() {
  const { folder } = useParams<{ folder: string }>()
  const say = useWords(memorandumWords)
  const read = useMemoranda()
  return (
    <Loaded query={read} lines={8}>
      {(all) => {
        const one = all.find((some) => some.facts.folder === folder)
        return one ? <One one={one} /> : <Page title={say('gone.title')}><p>{say('gone')}</p></Page>
      }}
    </Loaded>
  )
}

function One({ one }: { readonly one: Memorandum }) {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const locale = useLocale()
  const { label } = useCodes()
  const { facts, words } = one
  const state = stateOn(facts, dayOf(new Date()), words?.remindDays ?? 60)
  return (
    <Page title={partiesOf(words)} over={label(institutionKind, facts.kind)} actions={desk.may('memoranda:write') && words ? <LinkButton href={`/memoranda/${facts.folder}/edit`} name="memorandum.edit">{say('edit')}</LinkButton> : undefined}>
      <PrintHeader title={say('title')} period={formatDay(dayOf(new Date()), locale)} printedBy={desk.me.shown} />
      {!words && <Notice kind="problem">{say('closed', { count: 1 })}</Notice>}
      {state === 'ends-soon' && <Notice kind="decision">{say('ends-soon', { day: untilOf(one, say('no-end'), locale) })}</Notice>}
      <div className="two">
        <Panel title={say('days')}>
          <Facts facts={[
            { label: say('signed'), value: formatDay(facts.signedOn, locale) },
            { label: say('until'), value: untilOf(one, say('no-end'), locale) },
            { label: say('state'), value: <Tag decision={state === 'ends-soon'}>{say(`state.${state}`)}</Tag> },
          ]} />
          {words?.scope && <><h3>{say('scope')}</h3><p className="pre">{words.scope}</p></>}
        </Panel>
        <Panel title={say('parties')}>
          <ul className="list">{words?.parties.map((party) => <li key={party.name}>{party.institution ? <Link href={`/directory/${party.institution}`} data-key="memorandum.partner">{party.name}</Link> : party.name}</li>)}</ul>
          <h3>{say('contact-points')}</h3>
          {words?.contactPoints.length ? <ul className="list">{words.contactPoints.map((point) => <li key={point.name + point.reached}><strong>{point.name}</strong> {point.reached}</li>)}</ul> : <p>{say('contact-points.none')}</p>}
        </Panel>
      </div>
      {words && <Paper one={one} />}
    </Page>
  )
}

/** The signed paper itself, sealed piece by piece before it leaves the browser. */
function Paper({ one }: { readonly one: Memorandum }) {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [share, setShare] = useState<number>()
  const [error, setError] = useState<string>()
  const { words, facts } = one
  const kept = words?.file ?? null

  async function attach(file: File) {
    setError(undefined)
    const kind = kindOfFile(file.name, new Uint8Array(await file.slice(0, 8).arrayBuffer()), file.size)
    if (typeof kind === 'string') return setError(say(`file.${kind}`))
    setBusy(true)
    try {
      const sealed: SealedFile = { ...kind, size: file.size, ...(await sendFile(desk, facts.folder, file, setShare)) }
      const doc = await desk.keys.sealDoc({ folder: facts.folder, id: one.doc, version: one.docVersion + 1, schema: 'memorandum/1' }, { ...words, file: sealed })
      await desk.call(memoranda.change, { ...facts, doc })
      await queries.invalidateQueries({ queryKey: ['memoranda'] })
      tell(say('file.saved'))
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === 'changed-meanwhile') await queries.invalidateQueries({ queryKey: ['memoranda'] })
      setError(plainly(problem))
    } finally {
      setBusy(false)
      setShare(undefined)
      if (input.current) input.current.value = ''
    }
  }
  async function take(file: SealedFile) {
    setBusy(true)
    setError(undefined)
    try {
      await fetchFile(desk, facts.folder, file, say('file.name'))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={say('file')} name="memorandum.paper">
      <Stack>
        <p>{kept ? say('file.there', { name: kept.name, size: Math.max(1, Math.round(kept.size / 1024)) }) : say('file.none')}</p>
        <div data-chrome>
          <Row>
            {kept && <Button name="memorandum.file.take" busy={busy} onClick={() => void take(kept)}>{say('file.take')}</Button>}
            {desk.may('memoranda:write') && <Button name="memorandum.file.add" busy={busy} onClick={() => input.current?.click()}>{say(kept ? 'file.replace' : 'file.add')}</Button>}
          </Row>
          <input ref={input} type="file" hidden accept=".pdf,.docx,.odt" data-key="memorandum.file" aria-label={say('file.add')} onChange={(event) => { const [file] = event.target.files ?? []; if (file) void attach(file) }} />
        </div>
        {share !== undefined && <p role="status">{say('file.coming', { percent: Math.round(share * 100) })}</p>}
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Panel>
  )
}
