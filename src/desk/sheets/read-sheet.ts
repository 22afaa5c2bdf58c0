import type { Plan, Told } from '../../features/directory/import-rules.ts'
import type { Plan as ContactsPlan, Told as ContactsTold } from '../../features/institutions/import-rules.ts'
import { sheetWorkerAddress, trusted } from '../trusted.ts'
import type { Answered, Asked, Reading } from './sheet-worker.ts'
import { SheetRefusal } from './zip.ts'

type Ask<A> = A extends { readonly id: number } ? Omit<A, 'id'> : never

/** Starts the reader of spreadsheets; whoever started it ends it, and what it read goes with it. */
export function startSheets() {
  const worker = new Worker(trusted(sheetWorkerAddress), { type: 'module', name: 'sheets' })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let last = 0
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.refused === undefined) one?.resolve(data.answer)
    else one?.reject(new SheetRefusal(data.refused as SheetRefusal['reason']))
  })
  let broken: SheetRefusal['reason'] | undefined
  worker.addEventListener('error', (event) => {
    // Only what ran tells where it broke. A reader that never came says nothing of the file.
    broken ??= event instanceof ErrorEvent ? 'not-a-spreadsheet' : 'not-loaded'
    for (const one of waiting.values()) one.reject(new SheetRefusal(broken))
  })
  function ask<T>(asked: Ask<Asked>, moved: Transferable[] = []): Promise<T> {
    const one = Promise.withResolvers<unknown>()
    if (broken) one.reject(new SheetRefusal(broken))
    last += 1
    waiting.set(last, one)
    worker.postMessage({ ...asked, id: last } as Asked, moved)
    return one.promise as Promise<T>
  }
  return {
    read: (bytes: ArrayBuffer) => ask<Reading>({ method: 'read', bytes }, [bytes]),
    plan: (told: Omit<Told, 'readDay' | 'newId'>) => ask<Plan>({ method: 'plan', told }),
    planContacts: (told: Omit<ContactsTold, 'readDay' | 'newId'>) => ask<ContactsPlan>({ method: 'planContacts', told }),
    end: () => worker.terminate(),
  }
}
export type Sheets = ReturnType<typeof startSheets>
