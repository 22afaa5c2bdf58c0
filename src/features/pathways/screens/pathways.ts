import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import serbia from '../../../vocabulary/pathways/rs.json' with { type: 'json' }
import { pathways } from '../contract.ts'
import { pathwayShape } from '../shape.ts'
import type { Pathway } from '../shape.ts'

const shipped: Pathway = pathwayShape.parse(serbia)

/** What comes with the program cannot be taken away. */
export const isShipped = ({ country, version }: Pathway): boolean => country === shipped.country && version === shipped.version

/** Serbia's, and those that were added; a newer one of Serbia takes the place of what was shipped. */
export function usePathways() {
  const desk = useDesk()
  return useQuery({
    queryKey: ['pathways'], staleTime: 10 * 60_000,
    queryFn: async () => {
      const { pathways: added, applied } = await desk.call(pathways.list, {})
      const newer = added.some((one) => one.country === shipped.country && one.version > shipped.version)
      const all = newer ? added : [...added.filter((one) => one.country !== shipped.country), shipped]
      return { all, applied: all.find((one) => one.country === applied) ?? shipped }
    },
  })
}
