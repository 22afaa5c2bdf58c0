import { foundAt } from '../canary/house.ts'
import { letInConsultant } from './members.ts'
import type { Place } from './place.ts'
import { verify } from './verify.ts'
import type { Verdict } from './verify.ts'
import { startWriters } from './writers.ts'
import type { Writers } from './writers.ts'

export type Round = {
  readonly killed: string
  /** Between the first order to write and the kill. */
  readonly acknowledged: number
  readonly perSecond: number
  /** The longest time without an acknowledgement, from the kill on. */
  readonly resumedAfterSeconds: number
}
export type Trial = Verdict & { readonly rounds: readonly Round[]; readonly refusals: Readonly<Record<string, number>> }

type Plan = { readonly rounds: number; readonly seconds: number; readonly members: number; readonly lanes: number; readonly tell: (sentence: string) => void; readonly signal: AbortSignal }

/** Members write, something is killed, they go on; in the end everything they were told is there must be there, once. */
export async function endure(place: Place, { rounds, seconds, members, lanes, tell, signal }: Plan): Promise<Trial> {
  const writers = await membersAt(place, members, lanes)
  try {
    const done: Round[] = []
    const offset = Math.floor(Math.random() * place.kills.length)
    for (let round = 0; round < rounds; round++) {
      signal.throwIfAborted()
      await place.mend?.()
      const [killed, kill] = place.kills[(round + offset) % place.kills.length] ?? place.kills[0] ?? refuseNothing()
      const one = { killed, ...(await writeThrough(writers, kill, place.heal, seconds)) }
      done.push(one)
      tell(`${round + 1} of ${rounds}: ${killed} after ${one.acknowledged} acknowledged, ${one.perSecond.toFixed(0)} a second; writing again after ${one.resumedAfterSeconds.toFixed(1)} s`)
    }
    await place.mend?.()
    await writers.close()
    return { ...(await verify(await place.superuser(), place.log, place.ledgerPublicKey())), rounds: done, refusals: writers.counts.refusals }
  } finally {
    await writers.close()
  }
}

async function membersAt(place: Place, members: number, lanes: number): Promise<Writers> {
  const keeper = await foundAt(place.origin, place.setupSecret)
  const names = Array.from({ length: members }, (_, at) => `writer-${at + 1}`)
  const works = []
  for (const name of names) works.push({ origin: place.origin, name, passphrase: await letInConsultant(place.origin, keeper, name), line: keeper.line, team: keeper.team('sos_line'), lanes })
  return startWriters(works, place.log)
}

/** Sealed beforehand what is written within the time at a good pace; whatever is wanted beyond is sealed meanwhile. */
const ahead = 300

async function writeThrough(writers: Writers, kill: () => Promise<void>, heal: () => Promise<void>, seconds: number) {
  const { counts } = writers
  await writers.seal(ahead * seconds * 1.5)
  const [from, begun] = [counts.acknowledged, performance.now()]
  writers.write()
  // At no moment anybody chose.
  await Promise.race([sleep(seconds * (500 + Math.random() * 1000)), writers.broken])
  const [acknowledged, took] = [counts.acknowledged - from, performance.now() - begun]
  counts.longestGap = 0
  await kill()
  const there = counts.acknowledged
  await heal()
  await goesOn(writers, there + 20, heal)
  await writers.rest()
  return { acknowledged, perSecond: (acknowledged / took) * 1000, resumedAfterSeconds: counts.longestGap / 1000 }
}

async function goesOn({ counts, broken }: Writers, until: number, heal: () => Promise<void>): Promise<void> {
  const end = Date.now() + 180_000
  while (counts.acknowledged < until) {
    if (Date.now() > end) throw new Error('nobody could write for three minutes after the kill')
    await Promise.race([sleep(20), broken])
    await heal()
  }
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

function refuseNothing(): never {
  throw new Error('nothing to kill')
}
