import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useOpenings } from '../features/break-glass/screens/openings.ts'
import { faults } from '../features/faults/contract.ts'
import { notices } from '../features/notices/contract.ts'
import { useDesk } from './session.tsx'

const FaultsPanel = lazy(() => import('../features/faults/screens/faults-panel.tsx').then((one) => ({ default: one.FaultsPanel })))
const NoticesPanel = lazy(() => import('../features/notices/screens/notices-panel.tsx').then((one) => ({ default: one.NoticesPanel })))
const GlassPanel = lazy(() => import('../features/break-glass/screens/glass-panel.tsx').then((one) => ({ default: one.GlassPanel })))

/** What has nothing to say on most days: it is asked for at once, and its script comes only when there is something. */
export function RarePanels() {
  const desk = useDesk()
  const faulty = useQuery({ queryKey: ['faults'], staleTime: 60_000, enabled: desk.may('settings:write'), queryFn: () => desk.call(faults.list, {}) })
  const news = useQuery({ queryKey: ['notices'], staleTime: 0, queryFn: () => desk.call(notices.unseen, {}).then((answer) => answer.notices) })
  const openings = useOpenings()
  return (
    <Suspense fallback={null}>
      {faulty.data && faulty.data.faults.length > 0 && <FaultsPanel />}
      {news.data && news.data.length > 0 && <NoticesPanel />}
      {openings.data && openings.data.length > 0 && <GlassPanel />}
    </Suspense>
  )
}
