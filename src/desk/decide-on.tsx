import { differing } from './decide-rules.ts'
import type { Side } from './decide-rules.ts'
import { Decide } from './decide.tsx'
import { Page, useLocale } from './ui/index.ts'

type Given<W, K extends keyof W & string> = {
  readonly title: string
  readonly mine: W
  readonly theirs: W
  /** What stood there when she began; unknown where her words were kept before it was remembered. */
  readonly before: W | null
  /** What she is asked about. Everything else stays as the other one left it. */
  readonly asked: readonly K[]
  readonly label: (key: K) => string
  readonly shown: (of: W, key: K) => string
  /** Who wrote meanwhile. */
  readonly who: string
  readonly busy: boolean
  readonly problem: string | undefined
  /** Their version, with what she decided to keep of hers. */
  readonly onDecided: (written: W) => void
}

/** In place of a form whose record somebody else changed since she began: question by question, whose answer stands. */
export function DecideOn<W extends object, K extends keyof W & string>({ title, mine, theirs, before, asked, label, shown, who, busy, problem, onDecided }: Given<W, K>) {
  const locale = useLocale()
  const fields = differing(asked.map((key) => ({ key, label: label(key), mine: shown(mine, key), theirs: shown(theirs, key), before: shown(before ?? theirs, key) })))
  const decided = (sides: Readonly<Record<string, Side>>) => onDecided({ ...theirs, ...Object.fromEntries(asked.filter((key) => sides[key] === 'mine').map((key) => [key, mine[key]])) })
  return <Page title={title} focusTitle={false}>{/* Said in another language an answer is not another answer. */}<Decide key={locale} fields={fields} other={{ who, at: undefined }} busy={busy} problem={problem} onDecided={decided} /></Page>
}
