import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { newAccount, Pins } from '../vault/accounts.ts'

export type MadeAccount = Awaited<ReturnType<typeof newAccount>>

/** A new member's account, made in a thread of its own. */
export async function makeAccount(member: string, passphrase: string, pins: Pins): Promise<MadeAccount> {
  const worker = new Worker(new URL('./account-worker.ts', import.meta.url), { workerData: { member, passphrase, pins } })
  const [made] = (await once(worker, 'message')) as [MadeAccount]
  await worker.terminate()
  return made
}

/** Two at a time, in order. */
export async function twoAtOnce<T, R>(of: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let at = 0; at < of.length; at += 2) done.push(...(await Promise.all(of.slice(at, at + 2).map(work))))
  return done
}
