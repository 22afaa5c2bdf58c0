import { useState } from 'react'
import { keepBundle } from '../../../desk/bundle.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { densities, themes, useSettings } from '../../../desk/settings.tsx'
import type { Settings } from '../../../desk/settings.tsx'
import { Choice, Notice, Panel, Stack, useWords } from '../../../desk/ui/index.ts'
import { accountWords } from './words.ts'

/** Takes effect as it is pressed; the sealed copy follows. */
export function DeskSettings() {
  const desk = useDesk()
  const say = useWords(accountWords)
  const plainly = usePlainly()
  const { settings, take } = useSettings()
  const [error, setError] = useState<string>()
  async function change(next: Partial<Settings>) {
    take({ ...settings, ...next })
    setError(undefined)
    await keepBundle(desk, next).catch((problem: unknown) => setError(`${say('desk.here-only')} ${plainly(problem)}`))
  }
  return (
    <Panel title={say('desk')} name="mine.desk">
      <Stack>
        <Choice name="mine.theme" always label={say('theme')} missing={[]} value={settings.theme} options={themes.map((value) => ({ value, label: say(`theme.${value}`) }))}
          onChange={(theme) => theme && void change({ theme })} />
        <Choice name="mine.density" always label={say('density')} hint={say('density.hint')} missing={[]} value={settings.density} options={densities.map((value) => ({ value, label: say(`density.${value}`) }))}
          onChange={(density) => density && void change({ density })} />
        <Choice name="mine.single-keys" always label={say('single-keys')} hint={say('single-keys.hint')} missing={[]} value={settings.singleKeys ? 'on' : 'off'}
          options={[{ value: 'on', label: say('single-keys.on') }, { value: 'off', label: say('single-keys.off') }]}
          onChange={(chosen) => chosen && void change({ singleKeys: chosen === 'on' })} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Panel>
  )
}
