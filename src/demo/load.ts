import pg from 'pg'
import type { LoginName } from '../server/database/logins.ts'
import { openPool } from '../server/database/pools.ts'
import { sequence } from '../ledger/sequence.ts'
import type { SignHead } from '../ledger/sequence.ts'
import { copyLines, copyRows } from './copy.ts'
import { toBase64url } from '../shared/bytes.ts'
import { foundDemoHouse } from './house.ts'
import type { DemoHouse } from './house.ts'
import { stagesOf } from './jobs.ts'
import type { Ids } from './jobs.ts'
import type { Plan } from './plan-shape.ts'
import { planRegister } from './plan.ts'
import { ledgerColumns, ledgerRows, tablesOf } from './rows.ts'
import { sealedColumns } from './seal-jobs.ts'
import type { Sealed } from './seal-jobs.ts'
import { sealingPool } from './sealing-pool.ts'
import { readTargets } from './targets.ts'

export type LoadSettings = {
  readonly login: (name: LoginName) => pg.ClientConfig
  readonly targetsFile: string | URL
  readonly seed: number
  /** Signs the ledger's heads; without it the entries stay pending until the program runs. */
  readonly signHead?: SignHead
  /** The program's key for them, which the invented house's root certifies. */
  readonly ledgerPublicKey?: string
  /** From 0 to 1. */
  readonly progress?: (share: number) => void
}

/** The house is not empty: an invented register never goes where somebody's records may be. */
export class NotEmpty extends Error {}

const batch = 250

/** Founds a house of invented people and loads their years: sealed by the members' vaults, one transaction, all or nothing. */
export async function loadDemonstration({ login, targetsFile, seed, signHead, ledgerPublicKey = noKey, progress = () => undefined }: LoadSettings) {
  const plan = planRegister(readTargets(targetsFile), seed)
  const house = await foundHere(login, ledgerPublicKey)
  const loader = new pg.Client(login('loader'))
  await loader.connect()
  try {
    await loader.query('begin')
    await loader.query('set local client_min_messages = warning')
    const ids = await loadPlan(loader, plan, house, progress)
    await loader.query('commit')
    await loader.query('analyze')
    if (signHead) await sequenceAll(login, signHead)
    progress(1)
    return { plan, house, ids }
  } finally {
    await loader.end()
  }
}

/** A house that no program serves has no key yet. */
const noKey = toBase64url(new Uint8Array(32))

async function foundHere(login: LoadSettings['login'], ledgerPublicKey: string): Promise<DemoHouse> {
  const loader = new pg.Client(login('loader'))
  await loader.connect()
  const { rowCount } = await loader.query('select 1 from organisation').finally(() => loader.end())
  if (rowCount) throw new NotEmpty('There is an organisation here already; the demonstration register is loaded into an empty house only.')
  const pools = { app: openPool(login('app'), 2), stats: openPool(login('stats'), 1) }
  try {
    return await foundDemoHouse({ app: pools.app.kysely, stats: pools.stats.kysely }, ledgerPublicKey)
  } finally {
    await Promise.all([pools.app.end(), pools.stats.end()])
  }
}

async function loadPlan(loader: pg.Client, plan: Plan, house: DemoHouse, progress: (share: number) => void): Promise<Ids> {
  const ids = newIds(plan)
  const traces = new Map<string, string>()
  const stages = stagesOf(plan, house, ids)
  const all = stages.reduce((sum, stage) => sum + stage.count, 0)
  const sealing = sealingPool(house.sealers, all < 500)
  let [done, writing]: [number, Promise<void>] = [0, Promise.resolve()]
  const write = (sealed: Sealed) => {
    writing = writing.then(() => writeSealed(loader, sealed)).then(() => progress((0.95 * (done += sealed.folders.length)) / all))
    return writing
  }
  try {
    for (const stage of stages) {
      await inBatches(stage.count, sealing.width, async (from, to) => {
        const sealed = await sealing.seal(Array.from({ length: to - from }, (_, at) => stage.job(from + at)))
        sealed.folders.forEach((folder, at) => {
          stage.kept[from + at] = folder.id
          traces.set(folder.id, folder.trace)
        })
        await write(sealed)
      })
    }
  } finally {
    await sealing.close()
  }
  for (const table of tablesOf(plan, house, ids)) await copyRows(loader, table.name, table.columns, table.rows)
  await copyRows(loader, 'pending', ledgerColumns, ledgerRows(plan, house, traces, ids))
  return ids
}

/** Batches in order, `width` of them under way: the next one starts when one of them is written, so memory stays even. */
async function inBatches(count: number, width: number, work: (from: number, to: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) {
      const from = next
      next = Math.min(count, from + batch)
      await work(from, next)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
}

async function writeSealed(loader: pg.Client, { lines }: Sealed): Promise<void> {
  for (const table of ['folder', 'folder_key', 'hold', 'doc'] as const) await copyLines(loader, table, sealedColumns[table], lines[table])
}

function newIds(plan: Plan): Ids {
  const records = new WeakMap<object, string>()
  const record = (of: object) => {
    const id = records.get(of) ?? crypto.randomUUID()
    records.set(of, id)
    return id
  }
  return { clients: plan.clients.map(() => crypto.randomUUID()), cards: [], contacts: [], stories: [], accounts: [], teamFolders: [], campaigns: [], activists: [], events: [], directory: [], memoranda: [], requests: [], record }
}

async function sequenceAll(login: LoadSettings['login'], sign: SignHead): Promise<void> {
  const pool = openPool(login('sequencer'), 1)
  try {
    while ((await sequence(pool.kysely, sign, 5000)) > 0) continue
  } finally {
    await pool.end()
  }
}
