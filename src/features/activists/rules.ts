/** Of one person, on one day or over an event. */
export const mostHours = 200

/** Whole hours as they are typed; undefined where it is no number of hours that can be given. */
export function readHours(text: string): number | undefined {
  const hours = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0
  return hours >= 1 && hours <= mostHours ? hours : undefined
}
