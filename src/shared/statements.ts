/**
 * Statements that do not wait for each other's answers and so travel together. Whatever one of them says, all of them are over
 * before anything else happens on this connection.
 */
export async function together<const All extends readonly unknown[]>(all: All): Promise<{ -readonly [At in keyof All]: Awaited<All[At]> }> {
  const ended = await Promise.allSettled(all)
  const refused = ended.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown)
  // Of those that follow a refused one each only says that the transaction is over.
  if (refused.length) throw refused.find((reason) => (reason as { code?: unknown }).code !== '25P02') ?? refused[0]
  return ended.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as never
}

/** Put before a statement whose best plan depends on what is asked: a period, or the page of what a figure counts. */
export const plannedAnew = '/* planned anew */'
