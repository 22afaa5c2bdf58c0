/** Why an answer is not there. Five different things; none of them is null and none is zero. */
export const missing = ['unknown', 'not_asked', 'declined', 'not_applicable', 'suppressed'] as const
export type Missing = (typeof missing)[number]

export function isMissing(value: unknown): value is Missing {
  return missing.some((one) => one === value)
}
