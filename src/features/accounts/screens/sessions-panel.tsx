import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { browserName, callBrowser } from '../../../desk/browser-name.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Field, Loaded, Notice, Panel, Row, Stack, Table, Tag, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { labelOf, sessions } from '../../sessions/contract.ts'
import { formatMoment } from '../../../shared/words.ts'
import { accountWords } from './words.ts'

type Session = { readonly id: string; readonly name: string; readonly startedAt: string; readonly endsAt: string; readonly here: boolean }

/** Where she is signed in. No address and no browser is known here: a session has the name she gave it, or none. */
export function SessionsPanel() {
  const desk = useDesk()
  const say = useWords(accountWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const [error, setError] = useState<string>()
  const query = useQuery({ queryKey: ['sessions'], staleTime: 0, queryFn: read })

  async function read(): Promise<Session[]> {
    const answer = await desk.call(sessions.mine, {})
    return Promise.all(answer.sessions.map(async ({ label, ...session }) => ({ ...session, name: await nameIn(session.id, label) })))
  }
  async function nameIn(session: string, label: string | null): Promise<string> {
    if (label === null) return ''
    const opened = await desk.keys.openForMe(labelOf(session), label).catch(() => undefined)
    return (opened as { name?: string } | undefined)?.name ?? ''
  }
  async function act(run: () => Promise<unknown>, said: string) {
    setError(undefined)
    try {
      await run()
      tell(said)
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      await client.invalidateQueries({ queryKey: ['sessions'] })
    }
  }
  const when = (at: string) => formatMoment(at, locale)
  const shown = (session: Session) => session.name || say(session.here ? 'sessions.here' : 'sessions.unnamed')
  return (
    <Panel title={say('sessions')} name="mine.sessions">
      <p>{say('sessions.words')}</p>
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Loaded query={query}>
        {(all) => (
          <Stack>
            <Table
              caption={say('sessions')} captionHidden rows={all} keyOf={(session) => session.id} name="sessions.list"
              columns={[
                { key: 'where', label: say('sessions.where'), cell: (session) => <>{shown(session)} {session.here && session.name && <Tag>{say('sessions.here')}</Tag>}</> },
                { key: 'since', label: say('sessions.since'), cell: (session) => when(session.startedAt) },
                { key: 'until', label: say('sessions.until'), cell: (session) => when(session.endsAt) },
                { key: 'end', label: '', cell: (session) => !session.here && (
                  <Button kind="quiet" name="sessions.end" label={`${say('sessions.end')}: ${shown(session)}, ${when(session.startedAt)}`}
                    onClick={() => void act(() => desk.call(sessions.end, { session: session.id }), say('sessions.ended'))}>{say('sessions.end')}</Button>
                ) },
              ]}
            />
            {all.length > 1 && <Row><Button name="sessions.end-others" onClick={() => void act(() => desk.call(sessions.endOthers, {}), say('sessions.ended-others'))}>{say('sessions.end-others')}</Button></Row>}
            <BrowserName session={all.find((one) => one.here)?.id} act={act} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}

type BrowserNameGiven = { readonly session: string | undefined; readonly act: (run: () => Promise<unknown>, said: string) => Promise<void> }

function BrowserName({ session, act }: BrowserNameGiven) {
  const desk = useDesk()
  const say = useWords(accountWords)
  const [name, setName] = useState(browserName)
  if (!session) return null
  return (
    <form onSubmit={(event) => { event.preventDefault(); void act(() => callBrowser(desk, session, name.trim().slice(0, 60)), say('browser.named')) }}>
      <Stack tight>
        <Field name="browser.name" label={say('browser')} hint={say('browser.hint')} value={name} onChange={setName} limit={60} />
        <Row><Button type="submit" name="browser.keep">{say('browser.keep')}</Button></Row>
      </Stack>
    </form>
  )
}
