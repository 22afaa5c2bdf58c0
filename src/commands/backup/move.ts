import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { homeOf } from '../../server/database/embedded.ts'
import { hasHouse, markMoved, movedTo, moveMark, refuseUnfinished } from '../../server/database/half-a-house.ts'
import { external, placesOf, reach } from '../../server/database/external.ts'
import { openServer } from '../../server/database/index.ts'
import type { DatabaseSettings, Server } from '../../server/database/index.ts'
import { passwordsIn, withClient } from '../../server/database/logins.ts'
import { migrate } from '../../server/database/migrate.ts'
import { StartRefusal } from '../../server/database/refusal.ts'
import { secretsIn } from '../../server/house-secrets.ts'
import { dayOf } from '../../shared/calendar.ts'
import type { Progress } from '../progress.ts'
import { loadHouse, refuseOccupied } from './load.ts'
import { digester, digestOf, rowsOf, sameDigest } from './rows.ts'
import type { Digest } from './rows.ts'
import { inSnapshot } from './snapshot.ts'
import { linesIn } from './write.ts'

export type Move = { readonly from: DatabaseSettings; readonly to: DatabaseSettings; readonly progress: Progress; readonly signal: AbortSignal }
export type Moved = { readonly rows: number; readonly tables: number; readonly whither: string; readonly wasThere: boolean }

/**
 * Copies the stopped house into another database in one transaction, compares every row, and marks the old one as left, so
 * that it is never started by mistake. Broken off anywhere, it is simply begun anew.
 */
export async function moveHouse({ from, to, progress, signal }: Move): Promise<Moved> {
  const whither = to.databaseUrl ? `to the database ${placesOf(to.databaseUrl)}` : `to the folder ${to.dataFolder}`
  refuseUnfinished(from)
  const source = await openServer(from)
  try {
    const gone = await movedTo(source.owner)
    if (gone) throw new StartRefusal(`This house was moved ${gone} already.`, 'There is nothing here to move.')
    if (!(await hasHouse(source.owner))) throw new StartRefusal('This house is not set up yet: there is nothing to move.', 'Start it where it shall be, and set it up there.')
    await migrate(source.owner)
    const target = await openEmpty(to)
    try {
      const wasThere = await isThere(source, target)
      if (!wasThere) await refuseOccupied(target.owner, whither.replace(/^to /, ''))
      // From here on what stands there looks like an empty house, and nobody may set up another one in it.
      writeFileSync(moveMark(from.dataFolder), `${to.databaseUrl ? 'database' : 'folder'}\n`)
      await migrate(target.owner)
      const all = wasThere ? await wholeOf(source) : await copy(source, target, secretsIn(from.dataFolder).ledgerPublicKey, progress, signal)
      await withClient(source.owner, (client) => markMoved(client, `${whither} on ${dayOf(new Date())}`))
      rmSync(moveMark(from.dataFolder), { force: true })
      return { ...all, whither, wasThere }
    } finally {
      await target.stop()
    }
  } finally {
    await source.stop()
  }
}

/** A database of the folder's own that was left by an earlier move is set aside; it is never written over. */
async function openEmpty(to: DatabaseSettings): Promise<Server> {
  if (to.databaseUrl) {
    await refuseOccupied(await reach(to.databaseUrl), `the database ${placesOf(to.databaseUrl)}`).catch(async (refusal: unknown) => {
      if (!(await knowsUs(to.databaseUrl ?? '', to.dataFolder))) throw refusal
    })
  }
  const target = await openServer(to)
  if (to.databaseUrl || !(await movedTo(target.owner))) return target
  await target.stop()
  renameSync(join(homeOf(to.dataFolder), 'cluster'), leftBehind(to.dataFolder))
  return openServer(to)
}

/** An earlier try of this very house has made its logins there. */
async function knowsUs(databaseUrl: string, dataFolder: string): Promise<boolean> {
  const asUs = { ...external(databaseUrl), user: 'backup', password: passwordsIn(dataFolder).backup }
  return withClient(asUs, async () => true).catch(() => false)
}

function leftBehind(dataFolder: string): string {
  const plain = join(homeOf(dataFolder), `cluster.left-${dayOf(new Date())}`)
  for (let n = 1; ; n++) {
    const path = n === 1 ? plain : `${plain}-${n}`
    if (!existsSync(path)) return path
  }
}

async function copy(source: Server, target: Server, ledgerPublicKey: string, progress: Progress, signal: AbortSignal) {
  return inSnapshot(source.login('backup'), 'move', async ({ client, shape, countRows }) => {
    const counts = await countRows()
    const all = Object.values(counts).reduce((sum, rows) => sum + rows, 0)
    let done = 0
    await loadHouse(target.owner, {
      ...shape, ledgerPublicKey, action: 'house.moved', progress,
      async fill(put) {
        const digests: Record<string, Digest> = {}
        for (const table of shape.tables) {
          const digest = digester()
          for await (const lines of rowsOf(client, table, digest)) {
            signal.throwIfAborted()
            await put(table, lines)
            progress('Moving', (done += linesIn(lines)) / Math.max(all, 1))
          }
          digests[table.name] = digest.end()
        }
        return digests
      },
    })
    return { rows: all, tables: shape.tables.length }
  })
}

/** Whether an earlier move got as far as here and only its mark is missing: all is alike but the entry that it noted. */
async function isThere(source: Server, target: Server): Promise<boolean> {
  const founded = await withClient(target.owner, async (client) => (await client.query<{ there: boolean }>("select to_regclass('public.pending') is not null as there")).rows[0]?.there)
  if (!founded) return false
  return inSnapshot(source.login('backup'), 'move', async ({ client, shape, countRows }) => {
    if (!(await countRows())['organisation']) return false
    return withClient(target.login('backup'), async (other) => {
      for (const table of shape.tables.filter(({ name }) => name !== 'pending')) {
        const there = await digestOf(other, table).catch(() => undefined)
        if (!sameDigest(await digestOf(client, table), there)) return false
      }
      return true
    })
  })
}

async function wholeOf(source: Server) {
  return inSnapshot(source.login('backup'), 'move', async ({ shape, countRows }) => {
    const rows = Object.values(await countRows()).reduce((sum, one) => sum + one, 0)
    return { rows, tables: shape.tables.length }
  })
}
