/** A working day and a bit; absolute, never extended. */
export const sessionHours = 10
