import { sameBytes } from '../../shared/bytes.ts'
import type { MemberId, TeamId } from '../../shared/ids.ts'

export type Typed = { readonly number: number; readonly hash: Uint8Array }

/** Numbers of the sheets that are not those whose hashes the roots signed. `signed`: by number, from 1. */
export function foreignSheets(typed: readonly Typed[], signed: readonly Uint8Array[]): number[] {
  return typed.filter(({ number, hash }) => !sameBytes(hash, signed[number - 1] ?? new Uint8Array())).map(({ number }) => number)
}

/** Which team a folder goes to unless somebody decides otherwise: those who usually hold its kind. */
export function usualTeam(kind: string): 'sos_line' | 'finders' | 'case_management' | 'prevention' | 'coordination' {
  if (kind === 'contact' || kind === 'debrief' || kind === 'hand_over') return 'sos_line'
  if (kind === 'card') return 'finders'
  if (kind === 'campaign' || kind === 'event' || kind === 'participants' || kind === 'activist') return 'prevention'
  if (kind === 'glass') return 'coordination'
  return 'case_management'
}

/** What the acts of recovery name: teams whose lists change, or whose folders go where. */
export const aboutTeams = (epochs: readonly { readonly team: TeamId }[]): string[] => epochs.map(({ team }) => team)
export const aboutFolders = (holder: MemberId, holds: readonly { readonly holder: string }[]): string[] => [...new Set([holder, ...holds.map((hold) => hold.holder)])]
