import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import type { ClientId } from '../../../shared/ids.ts'
import { breakGlass } from '../contract.ts'
import { reasonsIn } from './reasons.ts'

/** Restricted records that are open now, or were within a week. */
export function useOpenings() {
  const desk = useDesk()
  return useQuery({ queryKey: ['glass', 'all'], staleTime: 0, queryFn: () => desk.call(breakGlass.forAll, {}).then((answer) => answer.openings) })
}

/** Every opening of one client that was asked for, with its reason as far as it opens; for the named. */
export function useOpeningsOf(client: ClientId) {
  const desk = useDesk()
  return useQuery({
    queryKey: ['glass', 'client', client],
    queryFn: async () => {
      const { requests, served } = await desk.call(breakGlass.ofClient, { client })
      const reasons = await reasonsIn(desk, served)
      return requests.map((request) => ({ request, reason: reasons.get(request.id) }))
    },
  })
}
