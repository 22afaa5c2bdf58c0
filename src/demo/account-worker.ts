import { parentPort, workerData } from 'node:worker_threads'
import { newAccount } from '../vault/accounts.ts'
import type { Pins } from '../vault/accounts.ts'

/** Makes one account and ends: deriving a key takes 64 MiB that only the end of a thread gives back at once. */
const { member, passphrase, pins } = workerData as { member: string; passphrase: string; pins: Pins }
void newAccount(member, passphrase, pins).then((made) => parentPort?.postMessage(made))
