import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { notices } from '../contract.ts'

/** What was done to her keys and teams, and she has not said that she saw. */
export function useUnseen() {
  const desk = useDesk()
  return useQuery({ queryKey: ['notices'], staleTime: 0, queryFn: () => desk.call(notices.unseen, {}).then((answer) => answer.notices) })
}
