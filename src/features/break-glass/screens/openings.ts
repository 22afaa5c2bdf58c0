import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { breakGlass } from '../contract.ts'

/** Restricted records that are open now, or were within a week. */
export function useOpenings() {
  const desk = useDesk()
  return useQuery({ queryKey: ['glass', 'all'], staleTime: 0, queryFn: () => desk.call(breakGlass.forAll, {}).then((answer) => answer.openings) })
}
