import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { saveCsv } from '../../../desk/save-file.ts'
import { useDesk } from '../../../desk/session.tsx'
import { ImportSteps } from '../../../desk/sheets/import-steps.tsx'
import { ImportsMade } from '../../../desk/sheets/imports-made.tsx'
import { Button, LinkButton, Loaded, Notice, Page, Select, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { useDirectory } from '../../directory/screens/directory.ts'
import type { Directory } from '../../directory/screens/directory.ts'
import { institutions } from '../contract.ts'
import { fields } from '../import-rules.ts'
import { ContactsReport, blank } from './contacts-report.tsx'
import { importWords } from './import-words.ts'
import { pastImports, thereIn, usePastImports } from './past-contacts.ts'
import type { PastImports } from './past-contacts.ts'
import { takeContacts } from './take-contacts.ts'

/** Fifteen years of contacts with institutions, from the spreadsheets they were counted in. */
export default function ImportContacts() {
  const say = useWords(importWords)
  const directory = useDirectory()
  const past = usePastImports()
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Loaded query={directory} lines={8}>{(all) => <Loaded query={past} lines={8}>{(before) => <Import all={all} past={before} />}</Loaded>}</Loaded>
    </Page>
  )
}

function Import({ all, past }: { readonly all: Directory; readonly past: PastImports }) {
  const desk = useDesk()
  const say = useWords(importWords)
  const locale = useLocale()
  const queries = useQueryClient()
  const teams = desk.house.teams.filter((one) => desk.mine.includes(one.id) && one.kind !== 'finders')
  // Hers as when a contact is typed, but that finders open no words.
  const [team, setTeam] = useState(desk.mine.find((id) => teams.some((one) => one.id === id)) ?? desk.mine[0] ?? desk.team('coordination'))
  const there = useMemo(() => thereIn(all, past), [all, past])
  const changed = () => Promise.all([pastImports, ['institution-contacts'], ['figures']].map((queryKey) => queries.invalidateQueries({ queryKey })))
  const drop = (id: RecordId) => desk.call(institutions.dropImport, { id })
  const made = past.imports.map((one) => ({
    id: one.id, said: say(one.state, { day: formatDay(one.madeOn, locale), who: desk.memberShown(one.by), count: one.contacts, file: one.file || '–' }),
  }))
  const whose = teams.length > 1 && (
    <Select name="import.team" label={say('team')} hint={say('team.words')} missing={[]} value={team} options={teams.map(({ id, name }) => ({ value: id, label: name }))} onChange={(next) => next && setTeam(next)} />
  )
  return (
    <Stack>
      {past.closed > 0 && <Notice kind="problem">{say('closed', { count: past.closed })}</Notice>}
      <ImportSteps
        title={say('title')} hint={say('hint')} blank={blank}
        beside={<Button kind="quiet" name="import.pattern" onClick={() => void saveCsv([fields.map((field) => say(`field.${field}`))], `${say('pattern.name')}.csv`)}>{say('pattern')}</Button>}
        plan={(sheets, told) => sheets.planContacts({ ...told, there, today: dayOf(new Date()) })}
        count={(plan) => plan.contacts.length}
        report={(reporting) => <ContactsReport {...reporting} asked={whose} />}
        take={(plan, file, way) => takeContacts(desk, team, file, plan.contacts, way)}
        drop={drop} onChanged={changed}
        done={(count) => ({ title: say('done', { count, shown: formatNumber(count, locale) }), words: say('done.words') })}
        then={<LinkButton kind="primary" href="/figures/year" name="import.to-figures">{say('to-figures')}</LinkButton>}
      />
      <ImportsMade name="contacts" imports={made} goes={say('goes')} onDrop={async (id) => {
        await drop(id)
        await changed()
      }} />
    </Stack>
  )
}
