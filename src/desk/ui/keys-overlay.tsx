import { useState } from 'react'
import { Dialog } from './dialog.tsx'
import { useKeyboard, useKeys } from './keys.tsx'
import { useOwnWords } from './words.tsx'
import css from './keys-overlay.module.css'

type Line = { readonly key: string; readonly label: string }

/** What `?` shows: the keys that work here and now, so that nobody has to learn them from a manual. */
export function KeysOverlay() {
  const say = useOwnWords()
  const { listed, singleKeys } = useKeyboard()
  const [lines, setLines] = useState<readonly (Line & { readonly everywhere?: boolean })[]>()
  useKeys([
    {
      key: '?',
      physicalCode: 'Minus',
      label: say('keys.overlay'),
      everywhere: true,
      run: () => setLines(listed()),
    },
  ])
  const here = lines?.filter((line) => !line.everywhere) ?? []
  const everywhere = lines?.filter((line) => line.everywhere) ?? []
  const questions: readonly Line[] = [
    { key: '1 – 9', label: say('keys.digits') },
    { key: '0', label: say('keys.others') },
    { key: 'Backspace', label: say('keys.clear') },
    { key: singleKeys ? 'I' : 'Tab', label: say('keys.why') },
    { key: 'Alt + I', label: say('keys.why-text') },
    { key: 'Tab', label: say('keys.tab') },
  ]
  return (
    <Dialog
      open={lines !== undefined}
      onClose={() => setLines(undefined)}
      title={say('keys.title')}
      name="keys"
    >
      <div className={css.groups}>
        <Group title={say('keys.here')} lines={here} />
        <Group title={say('keys.everywhere')} lines={everywhere} />
        <Group title={say('keys.questions')} lines={questions} />
      </div>
    </Dialog>
  )
}

function Group({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <section className={css.group}>
      <h3>{title}</h3>
      <dl className={css.list}>
        {lines.map((line) => (
          <div key={line.key + line.label}>
            <dt className={css.keys}>
              {line.key.split(/\s*\+\s*/).map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{line.label}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
