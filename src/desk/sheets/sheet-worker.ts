import { planImport } from '../../features/directory/import-rules.ts'
import type { Plan, Told } from '../../features/directory/import-rules.ts'
import { planContacts } from '../../features/institutions/import-rules.ts'
import type { Plan as ContactsPlan, Told as ContactsTold } from '../../features/institutions/import-rules.ts'
import { newId } from '../../shared/new-id.ts'
import { readDay } from '../ui/dates.ts'
import { readCsv } from './csv.ts'
import { readXlsx } from './xlsx.ts'
import type { Sheet } from './xlsx.ts'
import { SheetRefusal } from './zip.ts'

export type Reading = { readonly sheet: string; readonly others: readonly string[]; readonly rows: number }
export type Asked = { readonly id: number } & (
  | { readonly method: 'read'; readonly bytes: ArrayBuffer }
  | { readonly method: 'plan'; readonly told: Omit<Told, 'readDay' | 'newId'> }
  | { readonly method: 'planContacts'; readonly told: Omit<ContactsTold, 'readDay' | 'newId'> }
)
export type Answered = { readonly id: number; readonly answer?: Reading | Plan | ContactsPlan; readonly refused?: string }

/** Reads what somebody else's program has written, away from the page, from every key and from everything that is open. */
let sheet: Sheet | undefined

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  answer(data).then((said) => postMessage({ id: data.id, answer: said } satisfies Answered),
    (error: unknown) => postMessage({ id: data.id, refused: error instanceof SheetRefusal ? error.reason : 'not-a-spreadsheet' } satisfies Answered))
})

async function answer(asked: Asked): Promise<Reading | Plan | ContactsPlan> {
  if (asked.method === 'plan') return planImport(sheet?.rows ?? [], sheet?.merged ?? new Set(), { ...asked.told, readDay, newId })
  if (asked.method === 'planContacts') return planContacts(sheet?.rows ?? [], { ...asked.told, readDay, newId })
  const bytes = new Uint8Array(asked.bytes)
  if (!bytes.length) throw new SheetRefusal('empty')
  // The old binary form of spreadsheets; whatever is neither it nor an archive is read as text.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new SheetRefusal('not-a-spreadsheet')
  sheet = bytes[0] === 0x50 && bytes[1] === 0x4b ? await readXlsx(bytes) : readCsv(bytes)
  if (!sheet.rows.some((row) => row.some(Boolean))) throw new SheetRefusal('empty')
  return { sheet: sheet.sheet, others: sheet.others, rows: sheet.rows.length }
}
