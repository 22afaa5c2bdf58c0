/** Answers that are not among the options. None of them is zero, and none is a refusal of help. */
export type MissingAnswer = 'not_asked' | 'declined' | 'unknown' | 'not_applicable'

export const usuallyMissing: readonly MissingAnswer[] = ['not_asked', 'declined', 'unknown']

export function isMissing(value: unknown): value is MissingAnswer {
  return value === 'not_asked' || value === 'declined' || value === 'unknown' || value === 'not_applicable'
}
