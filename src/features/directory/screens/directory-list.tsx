import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Empty, Finder, LinkButton, Loaded, Notice, Page, Row, Select, Stack, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { inAlphabet } from '../../../shared/alphabet.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import type { InstitutionEntry } from '../contract.ts'
import { isStale, titleOf } from '../rules.ts'
import { useDirectory, useFindSpoken } from './directory.ts'
import type { Directory } from './directory.ts'
import { Imports } from './imports.tsx'
import { directoryWords } from './words.ts'

/** Where one turns to: found by name in either script, town or telephone; what nobody has looked at for a year says so. */
export default function DirectoryList() {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const [, go] = useLocation()
  const [query, setQuery] = useState('')
  const read = useDirectory()
  const find = useFindSpoken(12)
  const finder = useRef<HTMLInputElement>(null)
  useEffect(() => { finder.current?.focus() }, [])
  return (
    <Page
      title={say('title')} lead={say('lead')} focusTitle={false}
      actions={<>
        <LinkButton kind="primary" href="/institutions" name="directory.contact">{say('to.contact')}</LinkButton>
        <LinkButton href="/directory/new" name="directory.new">{say('to.new')}</LinkButton>
        {desk.may('directory:import') && <LinkButton href="/directory/import" name="directory.import">{say('to.import')}</LinkButton>}
      </>}
    >
      <nav aria-label={say('more')} data-chrome>
        <Row>
          <LinkButton kind="quiet" href="/memoranda" name="directory.memoranda">{say('to.memoranda')}</LinkButton>
          {desk.may('requests:keep') && <LinkButton kind="quiet" href="/requests" name="directory.requests">{say('to.requests')}</LinkButton>}
          {desk.may('records:read') && <LinkButton kind="quiet" href="/accountability" name="directory.accountability">{say('to.accountability')}</LinkButton>}
          {desk.may('institutions:import') && <LinkButton kind="quiet" href="/institutions/import" name="directory.past-contacts">{say('to.past-contacts')}</LinkButton>}
        </Row>
      </nav>
      <Finder name="directory.find" label={say('find')} hint={say('find.hint')} query={query} onQuery={setQuery} find={find} incomplete={read.isPending ? say('coming') : undefined}
        onPick={(found) => go(`/directory/${found.institution.id}`)} ref={finder} />
      <Loaded query={read} lines={10} isEmpty={(all) => all.institutions.size === 0 && all.imports.length === 0} empty={<Empty title={say('empty')}>{say('empty.words')}</Empty>}>
        {(all) => <Shown all={all} />}
      </Loaded>
    </Page>
  )
}

const step = 60
type Which = 'all' | 'stale' | 'archived'

function Shown({ all }: { readonly all: Directory }) {
  const say = useWords(directoryWords)
  const { options, label } = useCodes()
  const locale = useLocale()
  const today = dayOf(new Date())
  const [which, setWhich] = useState<Which>('all')
  const [kind, setKind] = useState<InstitutionEntry['kind'] | null>(null)
  const [most, setMost] = useState(step)
  const sorted = useMemo(() => inAlphabet(all.institutions.values(), (one) => `${one.name} ${one.unit} ${one.town}`), [all.institutions])
  const stale = useMemo(() => sorted.filter((one) => isStale(one, today)).length, [sorted, today])
  const chosen = useMemo(() => sorted.filter((one) => (kind === null || one.kind === kind)
    && (which === 'archived' ? one.archivedOn !== null : one.archivedOn === null && (which === 'all' || isStale(one, today)))), [sorted, kind, which, today])
  const trained = (one: InstitutionEntry) => (all.people.get(one.id) ?? []).filter((person) => person.trained === 'yes' && !person.archivedOn).map((person) => person.name).join(', ')
  return (
    <Stack>
      {all.closed > 0 && <Notice kind="problem">{say('closed', { count: all.closed })}</Notice>}
      <Imports imports={all.imports} />
      <div className="wide-field" data-chrome>
        <Choice name="directory.which" always label={say('which')} missing={[]} value={which} onChange={(next) => { setWhich(next ?? 'all'); setMost(step) }}
          options={(['all', 'stale', 'archived'] as const).map((value) => ({ value, label: value === 'stale' ? say('which.stale', { count: stale }) : say(`which.${value}`) }))} />
        <Select name="directory.kind" label={say('kind')} missing={[]} empty={say('kind.any')} value={kind} options={options(institutionKind)} onChange={(next) => { setKind(next); setMost(step) }} />
      </div>
      <p role="status">{say('count', { count: formatNumber(chosen.length, locale) })}</p>
      {chosen.length > 0 && (
        <Table caption={say('title')} captionHidden name="directory.list" rows={chosen.slice(0, most)} keyOf={(one) => one.id} columns={[
          { key: 'name', label: say('name'), cell: (one) => <Link href={`/directory/${one.id}`} data-key="directory.open">{titleOf(one)}</Link> },
          { key: 'kind', label: say('kind'), cell: (one) => label(institutionKind, one.kind) },
          { key: 'town', label: say('town'), cell: (one) => one.town || '–' },
          { key: 'duty', label: say('duty'), cell: (one) => one.dutyPhones[0] ?? one.phones[0] ?? '–' },
          { key: 'trained', label: say('trained'), cell: (one) => trained(one) || '–' },
          { key: 'verified', label: say('verified'), cell: (one) => <>{one.verifiedOn ? formatDay(one.verifiedOn, locale) : say('verified.never')} {isStale(one, today) && <Tag decision>{say('stale')}</Tag>}</> },
        ]} />
      )}
      {chosen.length > most && <Row><Button name="directory.more" onClick={() => setMost(most + 200)}>{say('show-more')}</Button></Row>}
    </Stack>
  )
}
