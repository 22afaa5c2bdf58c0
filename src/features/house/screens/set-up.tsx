import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { house } from '../contract.ts'
import { DeadLink } from '../../../desk/dead-link.tsx'
import { useDoing } from '../../../desk/doing.ts'
import { Door } from '../../../desk/door.tsx'
import { startKeys } from '../../../desk/keys/keys.ts'
import { PassphraseGiven } from '../../../desk/passphrase-given.tsx'
import { leadToWrong } from '../../../desk/lead.ts'
import { useSession } from '../../../desk/session.tsx'
import { Button, Choices, Field, Loaded, Notice, Panel, Row, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { MemberId, TeamId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { formatDay, locales, written } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import { useAskBeforeLeaving } from '../../../desk/idle.ts'
import { teamKind } from '../../../vocabulary/index.ts'
import { Lines } from './lines.tsx'
import type { Line } from './lines.tsx'
import { houseWords as words, shownIn } from './words.ts'

type Sheets = { readonly organisation: string; readonly shown: string; readonly recovery: string; readonly mine: string; readonly passphrase: string }

/** The one-time page of an empty house. Its link carries the set-up secret after `#`, which is never sent as an address. */
export default function SetUp({ onDone }: { readonly onDone: () => void }) {
  const say = useWords(words)
  const { call } = useSession()
  const [sheets, setSheets] = useState<Sheets>()
  const query = useQuery({ queryKey: ['set-up-link'], staleTime: Infinity, gcTime: 0, queryFn: () => call(house.setUpLink, { setupSecret: location.hash.slice(1, 200) }) })
  if (sheets) return <Door wide title={say('sheets.title')}><Papers sheets={sheets} onDone={onDone} /></Door>
  if (query.data?.link === 'old') return <DeadLink why="dead"><p>{say('link-old.do')}</p><p>{say('link-old.what')}</p></DeadLink>
  // Set up meanwhile, from another window: the door says so.
  if (query.data?.link === 'used') return <DeadLink why="used" onOpen={onDone}><p>{say('link-used')}</p></DeadLink>
  return <Door wide title={say('title')}><Loaded query={query} lines={8}>{() => <Questions onFounded={setSheets} />}</Loaded></Door>
}

function Questions({ onFounded }: { readonly onFounded: (sheets: Sheets) => void }) {
  const { call } = useSession()
  const say = useWords(words)
  const locale = useLocale()
  const [asked, setAsked] = useState({ organisation: '', name: '', shown: '', passphrase: '' })
  const [lines, setLines] = useState<readonly Line[]>([{ id: newId<'line'>(), name: say('line.default'), channel: 'phone', closed: false }])
  const [languages, setLanguages] = useState<readonly Locale[]>([...locales])
  const [missing, setMissing] = useState(false)
  const { busy, error, doing } = useDoing((problem) => {
    const old = problem instanceof Problem && (problem.kind === 'not-allowed' || (problem.details.flaws ?? []).some(({ path }) => path === 'setupSecret'))
    return old ? say('link-old') : undefined
  })
  const set = (key: keyof typeof asked) => (value: string) => setAsked((now) => ({ ...now, [key]: value }))
  const needed = (value: string) => (missing && !value.trim() ? say('needed') : undefined)
  const newWords = async () => {
    const keys = startKeys()
    set('passphrase')(await keys.newPassphrase().finally(keys.end))
  }
  useEffect(() => void newWords(), [])

  async function found() {
    setMissing(true)
    leadToWrong()
    if ([...Object.values(asked), ...lines.map((line) => line.name)].some((value) => !value.trim())) return
    const keys = startKeys()
    await doing(async () => {
      const teams = teamKind.codes.map((kind) => ({ id: newId<'team'>() as TeamId, kind, name: written(teamKind.labels[kind], locale) }))
      const first = { id: newId<'member'>() as MemberId, passphrase: asked.passphrase }
      const { ledgerPublicKey } = await call(house.isFounded, {})
      const rows = await keys.found(newId(), first, teams, ledgerPublicKey)
      await call(house.found, {
        setupSecret: location.hash.slice(1),
        organisation: { ...rows.organisation, name: asked.organisation.trim(), languages: [...languages] },
        lines: lines.map(({ id, name, channel }) => ({ id, name: name.trim(), channel })),
        teams,
        member: { ...rows.member, id: first.id, name: asked.name.trim(), shown: asked.shown.trim(), roles: ['coordinator'] },
        ledgerKey: rows.ledgerKey, account: rows.account, epochs: rows.epochs, seats: rows.seats,
      })
      onFounded({ organisation: asked.organisation.trim(), shown: asked.shown.trim(), recovery: rows.sheet, mine: rows.recoveryCode, passphrase: asked.passphrase })
    })
    keys.end()
  }

  return (
    <form onSubmit={(event) => { event.preventDefault(); void found() }}>
      <Stack>
        <p>{say('lead')}</p>
        <Field name="set-up.organisation" label={say('organisation')} value={asked.organisation} onChange={set('organisation')} error={needed(asked.organisation)} limit={200} first />
        <Lines prefix="set-up" lines={lines} onChange={setLines} missing={missing} />
        <Choices name="set-up.languages" label={say('languages')} why={say('languages.why')} value={languages} options={locales.map((value) => ({ value, label: shownIn[value] }))}
          onChange={(chosen) => setLanguages(typeof chosen === 'string' ? [] : chosen)} />
        <Panel title={say('me')}>
          <Stack>
            <Field name="set-up.name" label={say('name')} hint={say('name.hint')} value={asked.name} onChange={set('name')} error={needed(asked.name)} autoComplete="username" limit={60} />
            <Field name="set-up.shown" label={say('shown')} value={asked.shown} onChange={set('shown')} error={needed(asked.shown)} limit={100} />
            <PassphraseGiven label={say('passphrase')} words={say('passphrase.words')} another={say('another')} passphrase={asked.passphrase} onAnother={() => void newWords()} />
          </Stack>
        </Panel>
        {error && <Notice kind="problem" live>{error}</Notice>}
        <Row><Button kind="primary" type="submit" name="set-up.go" busy={busy} disabled={!asked.passphrase}>{say(busy ? 'going' : asked.passphrase ? 'go' : 'words-coming')}</Button></Row>
      </Stack>
    </form>
  )
}

function Papers({ sheets, onDone }: { readonly sheets: Sheets; readonly onDone: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const [onPaper, setOnPaper] = useState(false)
  const of = (whose: string) => <p className="on-paper">{whose} · {formatDay(dayOf(new Date()), locale)}</p>
  // They are shown once: a page that is left before they are on paper takes them with it.
  useAskBeforeLeaving()
  return (
    <Stack>
      <Notice kind="info">{say('sheets.words')}</Notice>
      <div className="sheet alone">{of(sheets.organisation)}<strong>{say('sheet.recovery')}</strong><p>{say('sheet.recovery.words')}</p><output className="secret" data-key="sheet.recovery" aria-label={say('sheet.recovery')}>{sheets.recovery}</output></div>
      <div className="sheet">{of(sheets.shown)}<strong>{say('sheet.mine')}</strong><p>{say('sheet.mine.words')}</p><output className="secret" data-key="sheet.mine" aria-label={say('sheet.mine')}>{sheets.mine}</output></div>
      <div className="sheet"><strong>{say('sheet.passphrase')}</strong><output className="secret" data-key="sheet.passphrase" aria-label={say('sheet.passphrase')}>{sheets.passphrase}</output></div>
      <Row>
        <Button name="sheets.print" onClick={() => print()}>{say('print')}</Button>
        <Button name="sheets.written" pressed={onPaper} onClick={() => setOnPaper(!onPaper)}>{say('written-down')}</Button>
        <Button kind="primary" name="sheets.ready" disabled={!onPaper} onClick={onDone}>{say('ready')}</Button>
      </Row>
    </Stack>
  )
}
