import { useState } from 'react'
import { Link } from 'wouter'
import { useDoingAloud } from '../../../desk/doing.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { formatMoment } from '../../../shared/words.ts'
import { kindOf } from '../../clients/rules.ts'
import { breakGlass } from '../contract.ts'
import { standingOf } from '../rules.ts'
import { glassWords } from './words.ts'

export type Request = OutputOf<typeof breakGlass.list>['requests'][number]
type Given = {
  readonly request: Request
  /** None on her own page. */
  readonly label?: string
  readonly reason: string | undefined
  readonly onChanged: () => Promise<unknown>
  readonly children?: React.ReactNode
}

export function useWhen() {
  const locale = useLocale()
  return (at: string) => formatMoment(at, locale)
}

/** One request, as it stands: who, for how long, why; what was read while it ran. */
export function OneOpening({ request, label, reason, onChanged, children }: Given) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const when = useWhen()
  const standing = standingOf(request, new Date())
  const who = { name: desk.memberShown(request.askedBy), other: desk.memberShown(request.agreedBy), label: label ?? say('her') }
  const line = standing === 'waiting' ? say('waiting.line', { ...who, hours: request.hours, when: when(request.askedAt) })
    : standing === 'running' ? say('running.line', { ...who, until: when(request.until ?? '') })
      : request.agreedAt && request.until ? say(label === undefined ? 'past.hers' : 'past.line', { ...who, from: when(request.agreedAt), until: when(request.until) }) : say(label === undefined ? 'past.refused.hers' : 'past.refused', { ...who, when: when(request.askedAt) })
  return (
    <article className="sheet" data-key="glass.request" data-value={standing}>
      <Stack tight>
        <p><strong>{line}</strong></p>
        {request.endedAt && request.endedBy && <p>{say('ended-by', { name: desk.memberShown(request.endedBy), when: when(request.endedAt) })}</p>}
        {reason && <p className="pre">{say('reason', { reason })}</p>}
        {children}
        <Row>
          {standing === 'running' && request.askedBy === desk.me.id && <Link href={`/clients/${request.client}`} data-key="glass.hers">{say('running.open')}</Link>}
          {standing === 'running' && <End request={request} verb={say('end')} name="glass.end" onEnded={onChanged} />}
        </Row>
        {request.agreedAt && desk.may('ledger:read') && <Reads request={request} />}
      </Stack>
    </article>
  )
}

/** Closes it before its hour, refuses it, or takes it back. */
export function End({ request, verb, name, onEnded }: { readonly request: Request; readonly verb: string; readonly name: string; readonly onEnded: () => Promise<unknown> }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const tell = useTell()
  const { busy, doing } = useDoingAloud()
  async function end() {
    await doing(async () => {
      await desk.call(breakGlass.end, await withAct(desk.keys, 'glass.ended', [request.id], { request: request.id }))
      if (request.agreedBy) tell(say('ended'))
    })
    await onEnded()
  }
  return <Button kind="quiet" name={name} busy={busy} onClick={() => void end()}>{verb}</Button>
}

type Entry = OutputOf<typeof breakGlass.reads>['entries'][number]

function Reads({ request }: { readonly request: Request }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const when = useWhen()
  const plainly = usePlainly()
  const tell = useTell()
  const [entries, setEntries] = useState<readonly Entry[]>()
  const look = () => desk.call(breakGlass.reads, { request: request.id }).then((answer) => setEntries(answer.entries), (problem: unknown) => tell(plainly(problem)))
  const kind = (action: string) => say(`read.${action === 'cards.renewed' ? 'listed' : kindOf(action)}`)
  const lines = [...new Set((entries ?? []).map((one) => `${when(one.at)} · ${kind(one.action)}`))]
  if (!entries) return <Row><Button kind="quiet" name="glass.reads" onClick={() => void look()}>{say('reads')}</Button></Row>
  if (!entries.length) return <p>{say('reads.none')}</p>
  return <ul className="list" data-key="glass.reads.list">{lines.map((line) => <li key={line}>{line}</li>)}</ul>
}
