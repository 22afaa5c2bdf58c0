/** Of one person, on one day or over an event. */
export const hoursGiven = { from: 1, to: 200 } as const
