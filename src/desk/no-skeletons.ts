/**
 * In place of the library that reads ICU skeletons (`{when, date, ::yMMMd}`): no message here has one, because days and numbers are
 * written by `shared/words.ts`, and the first load is shorter without it.
 */
function none(): never {
  throw new Error('a message may not have an ICU skeleton')
}

export { none as parseDateTimeSkeleton, none as parseNumberSkeleton, none as parseNumberSkeletonFromString }
