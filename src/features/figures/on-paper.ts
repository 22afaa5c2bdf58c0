/** Signs that fit beside each other on an A4 sheet in a dense table, in the widest letter that a computer may put in; and what keeps two columns apart. */
const sheet = 95
const between = 0.9

/**
 * Which columns stand together on paper: a sheet cuts off what is wider than it, so the rest goes under, each time beside the names of the rows.
 * What stands in a column may break between words, a number never.
 */
export function blocksOnPaper(names: readonly string[], columns: readonly (readonly string[])[]): number[][] {
  const room = sheet - widthOf(names)
  const blocks: number[][] = []
  let left = 0
  for (const [place, texts] of columns.entries()) {
    const width = widthOf(texts)
    const last = blocks.at(-1)
    if (last && width <= left) last.push(place)
    else blocks.push([place])
    left = (last && width <= left ? left : room) - width
  }
  return blocks
}

const widthOf = (texts: readonly string[]) => between + Math.max(0, ...texts.flatMap((text) => text.split(' ')).map((word) => word.length))

/** In as few parts as hold so many each, all of about one size. */
export function evenly<T>(all: readonly T[], most: number): T[][] {
  const parts = Math.max(1, Math.ceil(all.length / most))
  return inTurn(all, Math.max(1, Math.ceil(all.length / parts)))
}

/** Times of a picture, some under the others: months and quarters of whole years keep to their years, whatever else there is is halved or thirded. */
export function timesInLines<T>(times: readonly T[], most: number): T[][] {
  return times.length % 12 === 0 ? inTurn(times, most) : evenly(times, most)
}

function inTurn<T>(all: readonly T[], each: number): T[][] {
  return Array.from({ length: Math.max(1, Math.ceil(all.length / each)) }, (_, place) => all.slice(place * each, (place + 1) * each))
}
