import { Notice, Panel, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dictionary, formatMoment } from '../../../shared/words.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }
import { useFaults } from './noticed.ts'

const words = dictionary(cyrl, en)

/** On Today, for those who look after the computer, and only when there is something to tell. */
export function FaultsPanel() {
  const say = useWords(words)
  const locale = useLocale()
  const noticed = useFaults()
  const when = (at: string) => formatMoment(at, locale)
  if (!noticed.data?.faults.length) return null
  return (
    <Panel title={say('title')} name="today.faults">
      {noticed.data.faults.map(({ kind, at }) => (
        <Notice key={kind} kind="decision" title={say(aboutOf(kind))}>{say(kind, { when: at ? when(at) : '' })}</Notice>
      ))}
      {noticed.data.lastBackup && <p>{say('last', { when: when(noticed.data.lastBackup) })}</p>}
    </Panel>
  )
}

const aboutOf = (kind: string) => (kind === 'clock-behind' ? 'about.clock' : kind === 'little-room' ? 'about.room' : 'about.backup')
