import * as z from 'zod/mini'
import { addDays, dayOf, isDay, isMonth } from './calendar.ts'

/** Field shapes that several contracts speak of. Bytes travel as base64url without padding. */
export const bytes = (most: number) =>
  z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(Math.ceil((most * 4) / 3)))

export const text = (most: number) => z.string().check(z.maxLength(most))
/** One line that stands in the clear: no control characters, no half characters, nothing that turns the direction of what stands beside it. */
export const name = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.refine((said) => !unwritable.test(said), 'one line of text'))
const unwritable = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u

export const day = z.string().check(z.refine(isDay, 'a day as YYYY-MM-DD'))
export const month = z.string().check(z.refine(isMonth, 'a month as YYYY-MM'))

/** A day that has begun somewhere in the organisation's time zone; late entry is welcome, tomorrow is not. */
export const pastDay = day.check(
  z.refine((value) => value < addDays(dayOf(new Date()), 1), { message: 'in-the-future', abort: true }),
)
export const pastMonth = month.check(
  z.refine((value) => value <= dayOf(new Date()).slice(0, 7), { message: 'in-the-future', abort: true }),
)

export const version = z.int().check(z.positive())
export const done = z.object({ alreadyThere: z.boolean() })
