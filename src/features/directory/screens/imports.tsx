import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Disclosure, Row, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { directory } from '../contract.ts'
import type { Directory } from './directory.ts'
import { directoryWords } from './words.ts'

type Import = Directory['imports'][number]

/** What came from files, each to be taken back whole; one that did not come to its end shows nobody anything and can be thrown away. */
export function Imports({ imports }: { readonly imports: readonly Import[] }) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  if (!imports.length || !desk.may('directory:import')) return null
  return (
    <div data-chrome>
      <Disclosure summary={say('imports', { count: imports.length })} name="directory.imports">
        <ul className="list">{imports.map((one) => <li key={one.id}><One one={one} /></li>)}</ul>
      </Disclosure>
    </div>
  )
}

function One({ one }: { readonly one: Import }) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  async function undo() {
    setBusy(true)
    try {
      await desk.call(directory.dropImport, { id: one.id })
      await queries.invalidateQueries({ queryKey: ['directory'] })
      tell(say('imports.undone'))
    } catch (problem) {
      tell(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Row spread>
      <span>{say(`imports.${one.state}`, { day: formatDay(one.madeOn, locale), who: desk.memberShown(one.by), count: formatNumber(one.entries, locale) })}</span>
      {asked
        ? <Row><span>{say('imports.undo.words')}</span><Button name="directory.import.undo.sure" busy={busy} onClick={() => void undo()}>{say('imports.undo.sure')}</Button></Row>
        : <Button kind="quiet" name="directory.import.undo" onClick={() => setAsked(true)}>{say('imports.undo')}</Button>}
    </Row>
  )
}
