import { lazy, Suspense, useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useStayOpen } from '../../../desk/idle.ts'
import { useCodes } from '../../../desk/codes.ts'
import { leadToWrong } from '../../../desk/lead.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choices, Field, Foot, Notice, Page, Panel, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { Problem } from '../../../shared/problem.ts'
import { locales } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import { teamKind } from '../../../vocabulary/index.ts'
import { house } from '../contract.ts'
import { Lines } from './lines.tsx'
import { houseWords, shownIn } from './words.ts'

const PathwaySettings = lazy(() => import('../../pathways/screens/pathway-settings.tsx'))

/** What everybody sees of the house: its name, its ways of writing, its lines, what its teams are called. */
export default function Settings() {
  const desk = useDesk()
  const say = useWords(houseWords)
  const tell = useTell()
  const known = desk.house
  const [name, setName] = useState(known.organisation.name)
  const [languages, setLanguages] = useState(known.organisation.languages as readonly Locale[])
  const [lines, setLines] = useState(known.lines)
  const [teams, setTeams] = useState(known.teams)
  const [missing, setMissing] = useState(false)
  const { label } = useCodes()
  const { busy, error, doing } = useDoing((problem) => (problem instanceof Problem && problem.kind === 'taken' ? say('settings.team.taken') : undefined))
  const renamed = teams.filter((team) => known.teams.some((one) => one.id === team.id && one.name !== team.name.trim()))
  useStayOpen(name !== known.organisation.name || lines !== known.lines || renamed.length > 0)
  const noneOpen = lines.every((line) => line.closed)

  async function save() {
    setMissing(true)
    leadToWrong()
    if (busy || !name.trim() || noneOpen || [...lines, ...teams].some((one) => !one.name.trim())) return
    await doing(async () => {
      await desk.call(house.change, {
        name: name.trim(), languages: [...languages], lines: lines.map((line) => ({ ...line, name: line.name.trim() })), teams: renamed.map(({ id, name: called }) => ({ id, name: called.trim() })),
      })
      await desk.relearn()
      tell(say('settings.saved'))
    })
  }
  return (
    <Page title={say('settings.title')} lead={say('settings.lead')}>
      <Stack>
        <Field name="house.name" label={say('organisation')} value={name} onChange={setName} error={missing && !name.trim() ? say('needed') : undefined} limit={200} />
        <Choices name="house.languages" label={say('languages')} why={say('languages.why')} value={languages} options={locales.map((value) => ({ value, label: shownIn[value] }))}
          onChange={(chosen) => setLanguages(typeof chosen === 'string' ? [] : chosen)} />
      </Stack>
      <Panel title={say('settings.lines')}>
        <Stack>
          <p>{say('settings.lines.words')}</p>
          <Lines prefix="house" lines={lines} onChange={(next) => setLines([...next])} missing={missing} kept={new Set(known.lines.map((line) => line.id as string))} />
          {noneOpen && <Notice kind="problem">{say('settings.one')}</Notice>}
        </Stack>
      </Panel>
      <Panel title={say('settings.teams')}>
        <Stack>
          <p>{say('settings.teams.words')}</p>
          {teams.map((team) => (
            <Field key={team.id} name="house.team" label={say('settings.team', { kind: label(teamKind, team.kind) })} value={team.name} limit={100} error={missing && !team.name.trim() ? say('needed') : undefined}
              onChange={(called) => setTeams(teams.map((one) => (one.id === team.id ? { ...one, name: called } : one)))} />
          ))}
        </Stack>
      </Panel>
      <Suspense fallback={null}><PathwaySettings /></Suspense>
      <Foot problem={error}><span /><Button kind="primary" name="house.save" busy={busy} onClick={() => void save()}>{say('settings.save')}</Button></Foot>
    </Page>
  )
}
