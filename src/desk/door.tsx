import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { LocaleChooser } from './locale.tsx'
import { Icon } from './ui/index.ts'

/** A page before the desk: one column, one thing to do, the way of writing always in sight. */
export function Door({ title, children, wide }: { readonly title: string; readonly children: ReactNode; readonly wide?: boolean }) {
  const page = useRef<HTMLElement>(null)
  // What she writes first has the caret; whoever unlocks begins to type.
  useEffect(() => page.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  return (
    <main ref={page} className={wide ? 'door wide' : 'door'}>
      <div className="door-head" data-chrome>
        <span className="door-brand"><Icon of="way" /> Wayout</span>
        <LocaleChooser />
      </div>
      <h1>{title}</h1>
      {children}
    </main>
  )
}
