import { createContext, use, useCallback, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { dress } from './ui/index.ts'
import type { Density, Theme } from './ui/index.ts'

/** How one person likes her desk. Kept in her sealed bundle; a copy stays on this computer for the time before she unlocks. */
export type Settings = { readonly theme: Theme; readonly density: Density; readonly singleKeys: boolean }

export const themes = ['system', 'light', 'dark', 'night'] as const satisfies readonly Theme[]
export const densities = ['comfortable', 'compact'] as const satisfies readonly Density[]
const kept = { theme: 'wayout.theme', density: 'wayout.density', singleKeys: 'wayout.single-keys' } as const

function settingsHere(): Settings {
  return {
    theme: themes.find((one) => one === localStorage.getItem(kept.theme)) ?? 'system',
    density: densities.find((one) => one === localStorage.getItem(kept.density)) ?? 'comfortable',
    singleKeys: localStorage.getItem(kept.singleKeys) !== 'off',
  }
}

function keepHere({ theme, density, singleKeys }: Settings): void {
  localStorage.setItem(kept.theme, theme)
  localStorage.setItem(kept.density, density)
  localStorage.setItem(kept.singleKeys, singleKeys ? 'on' : 'off')
}

/** What a bundle says, as far as this version of the desk understands it. */
function understood(said: unknown): Partial<Settings> {
  const { theme, density, singleKeys } = (said ?? {}) as Record<string, unknown>
  const known = { theme: themes.find((one) => one === theme), density: densities.find((one) => one === density) }
  return {
    ...(known.theme && { theme: known.theme }), ...(known.density && { density: known.density }),
    ...(typeof singleKeys === 'boolean' && { singleKeys }),
  }
}

type Kept = { readonly settings: Settings; readonly take: (said: unknown) => void }
const SettingsContext = createContext<Kept>({ settings: { theme: 'system', density: 'comfortable', singleKeys: true }, take: () => {} })

export function SettingsProvider({ children }: { readonly children: (settings: Settings) => ReactNode }) {
  const [settings, setSettings] = useState(begin)
  const take = useCallback((said: unknown) => {
    const next = { ...settingsHere(), ...understood(said) }
    keepHere(next)
    dress(next)
    setSettings(next)
  }, [])
  const value = useMemo(() => ({ settings, take }), [settings, take])
  return <SettingsContext value={value}>{children(settings)}</SettingsContext>
}

function begin(): Settings {
  const settings = settingsHere()
  dress(settings)
  return settings
}

export const useSettings = (): Kept => use(SettingsContext)
