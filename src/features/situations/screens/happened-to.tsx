import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCodes } from '../../../desk/codes.ts'
import { useCountries } from '../../../desk/countries.ts'
import { useDesk, whileSlowed } from '../../../desk/session.tsx'
import { Button, Facts, Loaded, Panel, Row, Stack, useWords } from '../../../desk/ui/index.ts'
import { isMissing } from '../../../shared/missing.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { act, controlMethod, duration, exploitationDetail, labourSector, means, placeType, recruiterRelation, recruitmentMethod } from '../../../vocabulary/accounts.ts'
import { exploitation } from '../../../vocabulary/index.ts'
import { openSituations } from '../../figures/open-situations.ts'
import type { WholeSituation } from '../../figures/open-situations.ts'
import { situationWords } from './words.ts'

/**
 * The accounts she stands in. Who is in which situation is sealed, so every account that is open to whoever looks is opened to find
 * hers; that is done when it is asked for, and stands in the ledger.
 */
export function HappenedTo({ client }: { readonly client: ClientId }) {
  const desk = useDesk()
  const say = useWords(situationWords)
  const [asked, setAsked] = useState(false)
  const query = useQuery({
    queryKey: ['clients', client, 'accounts'], enabled: asked, ...whileSlowed,
    queryFn: async () => (await openSituations(desk.call, desk.keys)).opened.filter(({ words }) => words.persons.some((person) => person.client === client)),
  })
  return (
    <div data-chrome={asked ? undefined : ''}><Panel title={say('accounts')}>
      {!asked && <Row><Button name="client.accounts" onClick={() => setAsked(true)}>{say('accounts.open')}</Button></Row>}
      {asked && (
        <Loaded query={query} empty={<p>{say('accounts.none')}</p>}>
          {(all) => <Stack>{all.map((one) => <Account key={one.facts.folder} of={one} client={client} />)}</Stack>}
        </Loaded>
      )}
    </Panel></div>
  )
}

function Account({ of: { facts, words }, client }: { readonly of: WholeSituation; readonly client: ClientId }) {
  const say = useWords(situationWords)
  const { label } = useCodes()
  const { name: country } = useCountries()
  const list = (codes: readonly string[], called: (code: string) => string) => codes.map(called).join(', ')
  const wasMinor = words.persons.some((person) => person.client === client && person.minor === 'yes')
  const rows: readonly (readonly [string, string])[] = [
    ['acts', list(words.acts, (code) => label(act, code))],
    ['means', list(words.means, (code) => label(means, code)) || (wasMinor ? say('elements.not-required') : '')],
    ['control', list(words.control, (code) => label(controlMethod, code))],
    ['details', list(words.forms, (code) => (code in exploitation.labels ? label(exploitation, code) : label(exploitationDetail, code)))],
    ['country', list(words.countries.exploitation, country)],
    ['country.recruitment', list(words.countries.recruitment, country)],
    ['country.transit', list(words.countries.transit, country)],
    ['sector', said(words.sector) && label(labourSector, words.sector)],
    ['place-type', said(words.placeType) && label(placeType, words.placeType)],
    ['places', words.places],
    ['recruitment-method', said(words.recruitment) && label(recruitmentMethod, words.recruitment)],
    ['recruiter', said(words.recruiterRelation) && label(recruiterRelation, words.recruiterRelation)],
    ['duration', said(words.duration) && label(duration, words.duration)],
  ]
  return (
    <div className="sheet">
      <strong>{isMissing(facts.year) ? say('accounts.no-year', { form: label(exploitation, facts.form) }) : say('accounts.year', { form: label(exploitation, facts.form), year: String(facts.year) })}</strong>
      {words.account && <p className="pre">{words.account}</p>}
      {words.persons.length > 1 && <p>{say('accounts.with', { count: words.persons.length - 1 })}</p>}
      <Facts facts={rows.filter(([, value]) => value).map(([key, value]) => ({ label: say(key), value }))} />
    </div>
  )
}

/** What was not asked is left out of a reading page; the form says so where it is written. */
const said = (code: string): string => (code === 'not_asked' ? '' : code)
