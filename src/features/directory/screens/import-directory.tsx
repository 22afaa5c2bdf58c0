import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ImportSteps } from '../../../desk/sheets/import-steps.tsx'
import { useDesk } from '../../../desk/session.tsx'
import { LinkButton, Loaded, Page, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { directory } from '../contract.ts'
import type { InstitutionEntry } from '../contract.ts'
import type { There } from '../import-rules.ts'
import { sameInstitution, samePerson } from '../rules.ts'
import { useDirectory } from './directory.ts'
import type { Directory } from './directory.ts'
import { ImportReport } from './import-report.tsx'
import type { Told } from './import-report.tsx'
import { takeImport } from './take-import.ts'
import { directoryWords } from './words.ts'

export default function ImportDirectory() {
  const say = useWords(directoryWords)
  const read = useDirectory()
  return <Page title={say('import.title')} lead={say('import.lead')}><Loaded query={read} lines={8}>{(all) => <Import all={all} />}</Loaded></Page>
}

/** What is there already, as keys. */
function thereIn({ institutions, people }: Directory): There {
  const byKey = new Map<string, { id: string; kind: InstitutionEntry['kind'] }>()
  const persons = new Set<string>()
  for (const one of institutions.values()) {
    const key = sameInstitution(one)
    byKey.set(key, { id: one.id, kind: one.kind })
    for (const person of people.get(one.id) ?? []) persons.add(samePerson(key, person.name))
  }
  return { institutions: byKey, people: persons }
}

const blank: Told = { columns: {}, kinds: {} }

function Import({ all }: { readonly all: Directory }) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const queries = useQueryClient()
  const there = useMemo(() => thereIn(all), [all])
  return (
    <ImportSteps
      title={say('import.title')} hint={say('import.choose.hint')} blank={blank}
      plan={(sheets, told) => sheets.plan({ ...told, there, today: dayOf(new Date()) })}
      count={(plan) => plan.entries.length}
      report={(reporting) => <ImportReport {...reporting} />}
      take={(plan, _, way) => takeImport(desk, all.folder, plan.entries, way)}
      drop={(id) => desk.call(directory.dropImport, { id })}
      onChanged={() => queries.invalidateQueries({ queryKey: ['directory'] })}
      done={(count) => ({ title: say('import.done', { count }), words: say('import.done.words') })}
      then={<LinkButton kind="primary" href="/directory" name="import.to-directory">{say('import.to-directory')}</LinkButton>}
    />
  )
}
