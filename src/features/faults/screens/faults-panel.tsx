import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { Notice, Panel, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dictionary, formatMoment } from '../../../shared/words.ts'
import { faults } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)

/** On Today, for those who look after the computer, and only when there is something to tell. */
export function FaultsPanel() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const noticed = useQuery({ queryKey: ['faults'], staleTime: 60_000, enabled: desk.may('settings:write'), queryFn: () => desk.call(faults.list, {}) })
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
