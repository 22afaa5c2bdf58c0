import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import type { House } from '../../../desk/session.tsx'

/** Who sits where, by the signed lists that this desk trusts. */
export function useRosters() {
  const desk = useDesk()
  const versions = desk.house.epochs.map(({ team, version }) => `${team} ${version}`).join()
  return useQuery({ queryKey: ['rosters', versions], staleTime: Infinity, queryFn: () => desk.keys.rosters() })
}

export const namesOf = (house: House, teams: readonly string[]) => house.teams.filter((team) => teams.includes(team.id)).map((team) => team.name).join(', ')
