import type { ReactNode } from 'react'
import css from './hidden.module.css'

/** For screen readers only. */
export function Hidden({ children, role }: { readonly children: ReactNode; readonly role?: 'status' }) {
  return (
    <span className={css.hidden} role={role}>
      {children}
    </span>
  )
}
