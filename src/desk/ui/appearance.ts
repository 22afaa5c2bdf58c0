/** How the desk looks to one person; kept with her account. */
export type Theme = 'system' | 'light' | 'dark' | 'night'
export type Density = 'comfortable' | 'compact'

/** Sets what the style sheets look at. `system` follows the computer's own choice. */
export function dress({ theme, density }: { readonly theme: Theme; readonly density: Density }): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  dataset['density'] = density
}
