import type { Missing } from '../../shared/missing.ts'

/** Answers that are not among the options. None of them is zero, and none is a refusal of help. */
export type MissingAnswer = Missing

/** What a person may choose; "suppressed" is never chosen, it comes from a release. */
export const usuallyMissing: readonly MissingAnswer[] = ['not_asked', 'declined', 'unknown']
