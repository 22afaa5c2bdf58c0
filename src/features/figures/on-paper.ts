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
