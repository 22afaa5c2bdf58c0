import { useCallback } from 'react'
import { isProblemKind, Problem } from '../shared/problem.ts'
import { VaultRefusal } from '../vault/vault.ts'
import { useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** What happened, what is safe and what to do, in her language. */
export function usePlainly(): (problem: unknown) => string {
  const say = useWords(deskWords)
  return useCallback((problem) => {
    if (problem instanceof Problem) {
      const wait = problem.details.retryAfterSeconds ?? 0
      return say(isProblemKind(problem.kind) ? `problem.${problem.kind}` : 'problem.broken', { seconds: wait })
    }
    if (problem instanceof VaultRefusal) return say(`refusal.${knownRefusals.has(problem.reason) ? problem.reason : 'other'}`)
    return say('problem.broken')
  }, [say])
}

const knownRefusals = new Set(['mistyped', 'kdf-too-weak', 'another-root', 'unsigned-commitment', 'holders-unknown', 'planted-holder', 'old-roster', 'not-in-team', 'locked', 'cannot-start', 'cannot-open', 'passkey-stopped', 'passkey-there', 'passkey-failed', 'passkey-no-key', 'recovery-not-signed', 'old-recovery', 'superseded-papers', 'too-few-sheets', 'same-sheet-twice', 'foreign-sheet', 'team-not-recovered'])
