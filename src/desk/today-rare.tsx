import { lazy, Suspense } from 'react'
import { useOpenings } from '../features/break-glass/screens/openings.ts'
import { useFaults } from '../features/faults/screens/noticed.ts'
import { useUnseen } from '../features/notices/screens/unseen.ts'

const FaultsPanel = lazy(() => import('../features/faults/screens/faults-panel.tsx').then((one) => ({ default: one.FaultsPanel })))
const NoticesPanel = lazy(() => import('../features/notices/screens/notices-panel.tsx').then((one) => ({ default: one.NoticesPanel })))
const GlassPanel = lazy(() => import('../features/break-glass/screens/glass-panel.tsx').then((one) => ({ default: one.GlassPanel })))

/** What has nothing to say on most days: it is asked for at once, and its script comes only when there is something. */
export function RarePanels() {
  const faulty = useFaults()
  const news = useUnseen()
  const openings = useOpenings()
  return (
    <Suspense fallback={null}>
      {faulty.data && faulty.data.faults.length > 0 && <FaultsPanel />}
      {news.data && news.data.length > 0 && <NoticesPanel />}
      {openings.data && openings.data.length > 0 && <GlassPanel />}
    </Suspense>
  )
}
