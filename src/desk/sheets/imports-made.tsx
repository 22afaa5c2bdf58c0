import { useState } from 'react'
import type { RecordId } from '../../shared/ids.ts'
import { useDoingAloud } from '../doing.ts'
import { Button, Disclosure, Row, useTell, useWords } from '../ui/index.ts'
import { sheetWords } from './words.ts'

type Made = { readonly id: RecordId; readonly said: string }
type Given = {
  /** Before the names of its controls. */
  readonly name: string
  readonly imports: readonly Made[]
  /** What goes with an import. */
  readonly goes: string
  readonly onDrop: (id: RecordId) => Promise<unknown>
}

/** What came from files, each to be taken back whole; one that did not come to its end shows nobody anything and can be thrown away. */
export function ImportsMade({ name, imports, goes, onDrop }: Given) {
  const say = useWords(sheetWords)
  if (!imports.length) return null
  return (
    <div data-chrome>
      <Disclosure summary={say('imports', { count: imports.length })} name={`${name}.imports`}>
        <ul className="list">{imports.map((one) => <li key={one.id}><One name={name} one={one} goes={goes} onDrop={onDrop} /></li>)}</ul>
      </Disclosure>
    </div>
  )
}

function One({ name, one, goes, onDrop }: Omit<Given, 'imports'> & { readonly one: Made }) {
  const say = useWords(sheetWords)
  const tell = useTell()
  const [asked, setAsked] = useState(false)
  const { busy, doing } = useDoingAloud()
  async function undo() {
    await doing(async () => {
      await onDrop(one.id)
      tell(say('imports.undone'))
    })
  }
  return (
    <Row spread>
      <span>{one.said}</span>
      {asked
        ? <Row><span>{goes}</span><Button name={`${name}.import.undo.sure`} busy={busy} onClick={() => void undo()}>{say('imports.undo.sure')}</Button></Row>
        : <Button kind="quiet" name={`${name}.import.undo`} onClick={() => setAsked(true)}>{say('imports.undo')}</Button>}
    </Row>
  )
}
