import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { faults } from '../contract.ts'

/** What the program noticed about itself, for those who look after the computer. */
export function useFaults() {
  const desk = useDesk()
  return useQuery({ queryKey: ['faults'], staleTime: 60_000, enabled: desk.may('settings:write'), queryFn: () => desk.call(faults.list, {}) })
}
