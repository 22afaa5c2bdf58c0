import type { ChildProcess } from 'node:child_process'

type Start = () => Promise<ChildProcess>

/**
 * Starts PostgreSQL and starts it again whenever it was killed; meanwhile requests are answered "not ready".
 * After five deaths within a minute something is wrong that a start does not heal: `lost` is told. A full disk heals when
 * somebody makes room, so that is waited for.
 */
export async function keepRunning(start: Start, lost: (why: unknown) => void, isFull: () => boolean): Promise<() => Promise<void>> {
  let ending = false
  let child = await start()
  let restart: Promise<void> | undefined
  const deaths: number[] = []

  async function again(): Promise<void> {
    if (isFull()) await roomMade()
    deaths.push(Date.now())
    if (deaths.filter((at) => at > Date.now() - 60_000).length > 5) return lost(undefined)
    if (ending) return
    try {
      child = await start()
      watch()
    } catch (error) {
      if (!isFull()) return lost(error)
      await again()
    }
  }

  async function roomMade(): Promise<void> {
    console.error('There is no room left on the disk of the database. Nothing is lost; it goes on by itself when there is room.')
    while (!ending && isFull()) await new Promise((resolve) => setTimeout(resolve, 250))
    deaths.length = 0
  }

  function watch(): void {
    const died = () => { if (!ending) restart = again() }
    if (hasEnded(child)) died()
    else child.once('exit', died)
  }

  watch()
  return async () => {
    ending = true
    await restart
    // Its last checkpoint finds no room on a full disk, and is tried for ever.
    await stop(child, isFull() ? 5000 : 60_000)
  }
}

/** Fast shutdown: sessions end, everything acknowledged is there. One that cannot end so, on a full disk, is ended as by a power cut. */
async function stop(child: ChildProcess, patience: number): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGINT')
  const last = setTimeout(() => child.kill('SIGQUIT'), patience)
  await ended
  clearTimeout(last)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
