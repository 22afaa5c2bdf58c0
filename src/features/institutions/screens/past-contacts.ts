import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { titleOf } from '../../directory/rules.ts'
import type { Directory } from '../../directory/screens/directory.ts'
import { institutions, pastContactsWords } from '../contract.ts'
import { byCalled, rowsThere } from '../import-rules.ts'
import type { There } from '../import-rules.ts'
import { foldName } from '../../../shared/names.ts'

type Import = OutputOf<typeof institutions.imports>['imports'][number]
export type PastImports = { readonly imports: readonly (Import & { readonly file: string })[]; readonly rows: There['rows']; /** Parts that did not open: their rows could come twice. */ readonly closed: number }

export const pastImports = ['past-contacts'] as const

async function read(desk: OpenDesk): Promise<PastImports> {
  const { imports } = await desk.call(institutions.imports, {})
  let closed = 0
  const rows: (readonly string[])[] = []
  const named: (Import & { file: string })[] = []
  for (const one of imports) {
    const { served } = await desk.call(institutions.importRows, { id: one.id })
    await desk.keys.admit(served)
    const parts = (await desk.keys.openDocs(served.docs, { signatures: 'later' })).map((doc) => pastContactsWords.safeParse(doc.content).data)
    const opened = parts.filter((part) => part !== undefined)
    closed += parts.length - opened.length
    if (one.state === 'taken') rows.push(...opened.map((part) => part.rows))
    named.push({ ...one, file: opened[0]?.file ?? '' })
  }
  return { imports: named, rows: rowsThere(rows), closed }
}

export function usePastImports() {
  const desk = useDesk()
  return useQuery({ queryKey: pastImports, queryFn: () => read(desk) })
}

/** What is there already, as keys. */
export function thereIn({ institutions: entries, people }: Directory, { rows }: PastImports): There {
  const active = [...entries.values()].filter((one) => !one.archivedOn)
  return {
    institutions: byCalled(active.map((one) => ({ id: one.id, kind: one.kind, called: titleOf(one), name: one.name, unit: one.unit, town: one.town }))),
    people: new Map([...people.values()].flat().map((person) => [`${person.institution}|${foldName(person.name)}`, person.id])),
    rows,
  }
}
