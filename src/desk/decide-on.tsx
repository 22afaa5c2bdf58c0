import { differing } from './decide-rules.ts'
import type { Side } from './decide-rules.ts'
import { Decide } from './decide.tsx'
import type { OtherWriter } from './decide.tsx'
import { Page, useLocale } from './ui/index.ts'

/** What a form writes, with what stood there when she began: nothing where it is new, or where her words were kept before that was remembered. */
type Begun<W> = W & { readonly began: W | null }

type Given<W extends object, S extends Begun<W>, K extends keyof W & string> = {
  readonly title: string
  readonly mine: S
  readonly theirs: W
  /** What she is asked about. Everything else stays as the other one left it. */
  readonly asked: readonly K[]
  readonly label: (key: K) => string
  readonly shown: (of: W, key: K) => string
  /** Who wrote meanwhile. */
  readonly other: OtherWriter
  readonly busy: boolean
  readonly problem: string | undefined
  /** Their version, with what she decided to keep of hers; begun with theirs from here on. */
  readonly onDecided: (of: S) => void
}

/** In place of a form whose record somebody else changed since she began: question by question, whose answer stands. */
export function DecideOn<W extends object, S extends Begun<W>, K extends keyof W & string>({ title, mine, theirs, asked, label, shown, other, busy, problem, onDecided }: Given<W, S, K>) {
  const locale = useLocale()
  const before = mine.began ?? theirs
  const fields = differing(asked.map((key) => ({ key, label: label(key), mine: shown(mine, key), theirs: shown(theirs, key), before: shown(before, key) })))
  const decided = (sides: Readonly<Record<string, Side>>) => {
    const kept = Object.fromEntries(asked.filter((key) => sides[key] === 'mine').map((key) => [key, mine[key]]))
    onDecided({ ...mine, ...theirs, ...kept, began: theirs })
  }
  // Said in another language an answer is not another answer: what was chosen so far is asked anew.
  return <Page title={title} focusTitle={false}><Decide key={locale} fields={fields} other={other} busy={busy} problem={problem} onDecided={decided} /></Page>
}
