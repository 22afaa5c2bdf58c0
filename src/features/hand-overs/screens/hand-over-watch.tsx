import { useEffect } from 'react'
import { useDesk } from '../../../desk/session.tsx'
import { waitsFor } from '../rules.ts'
import { useHandOvers } from './hand-over-panel.tsx'

/** Says, on whatever page she is, whether a note waits for her. */
export function HandOverWatch({ onWaits }: { readonly onWaits: (waits: boolean) => void }) {
  const { me } = useDesk()
  const { data } = useHandOvers()
  const waits = data?.some((note) => waitsFor(note, me.id)) ?? false
  useEffect(() => onWaits(waits), [waits, onWaits])
  return null
}
