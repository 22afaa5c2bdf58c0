import { useEffect, useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import type { Keys } from '../../../desk/keys/keys.ts'
import type { ReadSheet } from '../../../desk/keys/papers.ts'
import { Button, Field, Notice, Row, Stack, useWords } from '../../../desk/ui/index.ts'
import type { Say } from '../../../desk/ui/words.tsx'
import { Problem } from '../../../shared/problem.ts'
import { recoveryWords } from './words.ts'

type Given = {
  readonly keys: Pick<Keys, 'readSheet'>
  readonly button: string
  /** Throws what keeps it; what was typed stays. */
  readonly onSheets: (texts: readonly string[]) => Promise<void>
}

/**
 * One sheet, or as many of several as are needed: each is read while it is typed or pasted, a slip is named by its group, and a
 * sheet that does not belong to the first by its number.
 */
export function SheetsTyped({ keys, button, onSheets }: Given) {
  const say = useWords(recoveryWords)
  const [texts, setTexts] = useState<readonly string[]>([''])
  const [read, setRead] = useState<readonly ReadSheet[]>([])
  const [pressed, setPressed] = useState(false)
  const { busy, error, setError, doing } = useDoing((problem) => whatOf(problem, say))
  useEffect(() => {
    let current = true
    void Promise.all(texts.map((text) => keys.readSheet(text))).then((all) => current && setRead(all)).catch(() => undefined)
    return () => { current = false }
  }, [texts, keys])

  const [first] = read
  const needed = first?.kind === 'share' ? first.needed : 1
  const shown = Array.from({ length: needed }, (_, at) => texts[at] ?? '')
  const flawOf = (at: number) => whyNot(read, at, say) ?? (pressed && !isWhole(read[at]) ? say('sheet.unfinished') : undefined)
  const put = (at: number, text: string) => {
    setError(undefined)
    setTexts(Array.from({ length: Math.max(at + 1, texts.length) }, (_, place) => (place === at ? text : (texts[place] ?? ''))))
  }

  async function open() {
    setPressed(true)
    await doing(async () => {
      // Pasted and pressed in one breath: what was typed last may not have been read yet.
      const now = await Promise.all(shown.map((text) => keys.readSheet(text)))
      setRead(now)
      if (now.some((one, at) => !isWhole(one) || whyNot(now, at, say))) return
      await onSheets(shown)
    })
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void open() }}>
      <Stack>
        {shown.map((text, at) => (
          <Field key={at} name="recovery.sheet" label={needed > 1 ? say('sheet.nth', { number: at + 1, of: needed }) : say('sheet')} hint={hintOf(read[at], say) ?? say('sheet.hint')}
            value={text} onChange={(next) => put(at, next)} error={flawOf(at)} lines={2} first={at === 0} />
        ))}
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button kind="primary" type="submit" name="recovery.open" busy={busy}>{button}</Button></Row>
      </Stack>
    </form>
  )
}

const isWhole = (one: ReadSheet | undefined) => one?.kind === 'sheet' || one?.kind === 'share'

function hintOf(one: ReadSheet | undefined, say: Say): string | undefined {
  if (one?.kind === 'sheet') return say('sheet.whole')
  return one?.kind === 'share' ? say('sheet.which', { number: one.number, of: one.of, words: one.words }) : undefined
}

function whyNot(read: readonly ReadSheet[], at: number, say: Say): string | undefined {
  const [one, first] = [read[at], read[0]]
  if (!one) return undefined
  if ('slips' in one && one.slips.length > 0) return say('sheet.slip', { count: one.slips.length, groups: one.slips.join(', ') })
  if (one.kind === 'mistyped') return say('sheet.mistyped')
  if (at === 0 || first?.kind !== 'share') return undefined
  if (one.kind === 'sheet') return say('sheet.another-kind')
  if (one.kind !== 'share') return undefined
  if (one.set !== first.set) return say('sheet.foreign', { number: one.number })
  return read.slice(0, at).some((before) => before.kind === 'share' && before.number === one.number) ? say('sheet.twice', { number: one.number }) : undefined
}

/** What the program says of sheets that it does not take. */
export function whatOf(problem: unknown, say: Say): string | undefined {
  if (!(problem instanceof Problem) || problem.kind !== 'wrong-papers') return undefined
  const flaws = problem.details.flaws ?? []
  if (flaws.some(({ rule }) => rule === 'superseded')) return say('sheet.superseded')
  const [foreign] = flaws.filter(({ rule }) => rule === 'foreign')
  return foreign ? say('sheet.foreign', { number: Number(foreign.path.split('.')[1]) }) : say('sheet.wrong')
}
