import type { MemberId, TeamId } from '../../shared/ids.ts'
import { isManager } from '../../shared/roles.ts'
import type { Role } from '../../shared/roles.ts'

/** What an act about a member's place names: she, and the teams whose lists it changes. */
export const aboutTeams = (who: MemberId, epochs: readonly { readonly team: TeamId }[]): string[] => [who, ...epochs.map(({ team }) => team)]

type Place = { readonly roles: readonly Role[]; readonly teams: readonly string[] }

/** What becomes of a member's place. `flips`: she becomes a coordinator or is one no longer, which is certified. */
export function changeOf(before: Place, after: Place) {
  const joins = after.teams.filter((team) => !before.teams.includes(team))
  const leaves = before.teams.filter((team) => !after.teams.includes(team))
  const sameRoles = before.roles.length === after.roles.length && after.roles.every((role) => before.roles.includes(role))
  return { joins, leaves, flips: isManager(before.roles) !== isManager(after.roles), same: sameRoles && !joins.length && !leaves.length }
}

/** Teams that somebody of a work usually sits in; the coordinator may choose others. */
export const usualTeams: Readonly<Record<Role, readonly string[]>> = {
  consultant: ['sos_line', 'finders'], case_manager: ['case_management', 'finders'], specialist: [], field: ['field', 'finders'],
  reintegration: ['reintegration', 'finders'], prevention: ['prevention'], coordinator: ['coordination', 'case_management', 'sos_line', 'finders'],
  administrator: [], director: [],
}

/** Who does this work and sits in no team opens nothing that it is about. */
export const needsTeam = (chosen: readonly Role[]): boolean => chosen.some((role) => role === 'specialist' || usualTeams[role].length > 0)

/** An administrator looks after accounts; who coordinates, and so lets people in and signs lists, is for coordinators. */
export function rolesToChoose(all: readonly Role[], coordinates: boolean): readonly Role[] {
  return coordinates ? all : all.filter((role) => !isManager([role]))
}
