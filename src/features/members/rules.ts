import type { MemberId, TeamId } from '../../shared/ids.ts'

/** What an act about a member's place names: she, and the teams whose lists it changes. */
export const aboutTeams = (who: MemberId, epochs: readonly { readonly team: TeamId }[]): string[] => [who, ...epochs.map(({ team }) => team)]
