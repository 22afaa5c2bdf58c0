import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { leadToWrong } from '../../../desk/lead.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Dialog, Disclosure, Empty, Field, Loaded, Notice, Page, Panel, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { formatDay } from '../../../shared/words.ts'
import { composeAsking } from '../compose.ts'
import { breakGlass } from '../contract.ts'
import { mayAgree, standingOf, whoCanStill } from '../rules.ts'
import { openBoxes } from './reasons.ts'
import { End, OneOpening, useWhen } from './one-opening.tsx'
import type { Request } from './one-opening.tsx'
import { glassWords } from './words.ts'

type Restriction = OutputOf<typeof breakGlass.list>['restricted'][number] & { readonly label: string | undefined; readonly labelBy: string | undefined }
const hours = ['1', '4', '12', '24', '72'] as const

/** For coordinators: who is restricted, by the few words left for them; asking, agreeing, and what came of it. */
export default function GlassPage() {
  const desk = useDesk()
  const say = useWords(glassWords)
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Restriction>()
  const query = useQuery({
    queryKey: ['glass', 'page'], staleTime: 0,
    queryFn: async () => {
      const { restricted, requests, served } = await desk.call(breakGlass.list, {})
      const { labels, reasons } = await openBoxes(desk, served)
      return { restricted: restricted.map((one): Restriction => ({ ...one, label: labels.get(one.box)?.label, labelBy: labels.get(one.box)?.by })), requests, labels, reasons }
    },
  })
  const again = () => queries.invalidateQueries({ queryKey: ['glass'] })
  return (
    <Page title={say('page')} lead={say('lead')}>
      <Loaded query={query} lines={8}>
        {({ restricted, requests, labels, reasons }) => {
          const of = (standing: ReturnType<typeof standingOf>) => requests.filter((one) => standingOf(one, new Date()) === standing)
          const shown = (request: Request) => ({ request, label: labels.get(request.box)?.label ?? say('restricted.closed'), reason: reasons.get(request.id), onChanged: again })
          return (
            <Stack>
              {of('waiting').length > 0 && (
                <Panel title={say('waiting')} name="glass.waiting">
                  <Stack>{of('waiting').map((request) => <OneOpening key={request.id} {...shown(request)}><Answer request={request} restricted={restricted} onChanged={again} /></OneOpening>)}</Stack>
                </Panel>
              )}
              {of('running').length > 0 && <Panel title={say('running')} name="glass.running"><Stack>{of('running').map((request) => <OneOpening key={request.id} {...shown(request)} />)}</Stack></Panel>}
              <Panel title={say('restricted')} name="glass.restricted">
                {restricted.length === 0 ? <Empty title={say('restricted.none')} /> : <Stack>{restricted.map((one) => <OneRestricted key={one.box} of={one} onAsk={() => setAsking(one)} />)}</Stack>}
              </Panel>
              {of('past').length > 0 && <Disclosure summary={say('past')} name="glass.past"><Stack>{of('past').map((request) => <OneOpening key={request.id} {...shown(request)} />)}</Stack></Disclosure>}
            </Stack>
          )
        }}
      </Loaded>
      {asking && <Ask of={asking} onClose={() => setAsking(undefined)} onAsked={() => { setAsking(undefined); void again() }} />}
    </Page>
  )
}

function OneRestricted({ of, onAsk }: { readonly of: Restriction; readonly onAsk: () => void }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const locale = useLocale()
  const names = (ids: readonly string[]) => ids.map((id) => desk.memberShown(id)).join(', ') || '–'
  const mine = of.keepers.includes(desk.me.id)
  const keepers = whoCanStill(of.keepers, desk.house.members)
  return (
    <article className="sheet" data-key="glass.one" data-value={of.client}>
      <Stack tight>
        <Row spread><strong>{of.label ?? say('restricted.closed')}</strong><span>{say('restricted.since', { day: formatDay(of.since, locale) })}</span></Row>
        <p>{say('restricted.named', { names: names(of.named) })}</p>
        <p>{keepers.length > 1 ? say('restricted.keepers', { names: names(keepers) }) : say('restricted.too-few', { names: names(keepers) })}</p>
        {!mine && <p>{say('restricted.no-half')}</p>}
        {mine && keepers.length > 1 && !of.named.includes(desk.me.id) && <Row><Button name="glass.ask" onClick={onAsk}>{say('ask')}</Button></Row>}
      </Stack>
    </article>
  )
}

function Ask({ of, onClose, onAsked }: { readonly of: Restriction; readonly onClose: () => void; readonly onAsked: () => void }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const tell = useTell()
  const [reason, setReason] = useState('')
  const [long, setLong] = useState<(typeof hours)[number]>('4')
  const [asked, setAsked] = useState(false)
  const { busy, error, doing } = useDoing()
  async function send() {
    setAsked(true)
    leadToWrong()
    if (!reason.trim()) return
    await doing(async () => {
      const sent = await composeAsking(desk.keys, { client: of.client, box: of.box, hours: Number(long), reason: reason.trim() })
      await desk.call(breakGlass.ask, await withAct(desk.keys, 'glass.asked', [sent.id], sent))
      tell(say('asked'))
      onAsked()
    })
  }
  return (
    <Dialog open wide onClose={onClose} title={say('ask.title', { label: of.label ?? say('restricted.closed') })} name="ask"
      actions={<>
        <Button kind="primary" name="ask.send" busy={busy} onClick={() => void send()}>{say('ask.send')}</Button>
        <Button name="ask.stop" onClick={onClose}>{say('ask.stop')}</Button>
      </>}>
      <Stack>
        <p>{say('ask.does')}</p>
        {of.labelBy && <p>{say('restricted.label-by', { name: desk.memberShown(of.labelBy) })}</p>}
        <Field name="ask.reason" label={say('ask.reason')} hint={say('ask.reason.hint')} lines={3} limit={5000} value={reason} onChange={setReason} error={asked && !reason.trim() ? say('ask.reason.none') : undefined} first />
        <Choice name="ask.hours" label={say('ask.hours')} missing={[]} value={long} options={hours.map((value) => ({ value, label: say('hours', { count: Number(value) }) }))} onChange={(next) => setLong(next ?? '4')} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}

/** Another coordinator agrees or refuses; whoever asked waits, or takes it back. */
function Answer({ request, restricted, onChanged }: { readonly request: Request; readonly restricted: readonly Restriction[]; readonly onChanged: () => Promise<unknown> }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const tell = useTell()
  const when = useWhen()
  const { busy, error, doing } = useDoing()
  const name = desk.memberShown(request.askedBy)
  const restriction = restricted.find((one) => one.box === request.box)
  async function agree() {
    if (!restriction) return
    await doing(async () => {
      const { shares } = await desk.call(breakGlass.shares, { request: request.id })
      const halves = await desk.keys.agreeToGlass(request, restriction, shares)
      const sent = { request: request.id, halves: halves as Parameters<typeof desk.call<typeof breakGlass.agree>>[1]['halves'] }
      const { until } = await desk.call(breakGlass.agree, await withAct(desk.keys, 'glass.agreed', [request.id, request.askedBy], sent))
      tell(say('agreed', { name, until: when(until) }))
      await onChanged()
    })
  }
  if (!mayAgree(request, desk.me.id, new Date())) return <><p>{say('mine.waits')}</p><Row><End request={request} verb={say('withdraw')} name="glass.withdraw" onEnded={onChanged} /></Row></>
  return (
    <>
      <p>{say('agree.sure', { name })}</p>
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Row>
        {restriction?.keepers.includes(desk.me.id) ? <Button kind="primary" name="glass.agree" busy={busy} onClick={() => void agree()}>{say('agree')}</Button> : <p>{say('restricted.no-half')}</p>}
        <End request={request} verb={say('refuse')} name="glass.refuse" onEnded={onChanged} />
      </Row>
    </>
  )
}
