import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCodes } from '../../../desk/codes.ts'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, LinkButton, Loaded, Notice, Panel, Row, Stack, SureButton, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { Say } from '../../../desk/ui/index.ts'
import { Problem } from '../../../shared/problem.ts'
import { formatDay } from '../../../shared/words.ts'
import { audience } from '../../../vocabulary/index.ts'
import { events } from '../contract.ts'
import { nextInTurn, whyNotGive } from '../rules.ts'
import { blankParticipant, readPage, readParticipants, writeParticipant } from './read.ts'
import type { OpenEvent, Registration } from './read.ts'
import { eventWordsOf } from './words.ts'

/** The page outside, who came in over it, and who waits. Names open for the prevention team alone. */
export function PublicPanel({ event }: { readonly event: OpenEvent }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const { busy, error, doing } = useDoing((problem) => (problem instanceof Problem && problem.kind === 'contradiction' ? say('registration.passed') : undefined))
  const queries = useQueryClient()
  const { folder } = event
  const inTeam = desk.mine.includes(desk.team('prevention'))
  const query = useQuery({ queryKey: ['events', folder, 'page'], queryFn: () => readPage(desk, folder) })
  async function act(work: () => Promise<unknown>) {
    await doing(work)
    await queries.invalidateQueries({ queryKey: ['events', folder] })
  }
  return (
    <Panel title={say('public')} name="event.public">
      <Loaded query={query} lines={3}>
        {({ page, left, registrations }) => {
          const address = page && `${location.origin}/d/${page.slug}`
          const next = nextInTurn(registrations, left)
          const give = (one: Registration, anyway: boolean) => void act(() => desk.call(events.answerRegistration, { folder, id: one.id, state: 'listed', anyway }))
          const coming = registrations.filter((one) => one.state === 'listed')
          return (
            <Stack>
              {!page && <p>{say('public.none')}</p>}
              {page && address && (
                <>
                  <p><Tag>{say(page.open && event.state === 'planned' ? 'public.open' : 'public.closed')}</Tag> <a href={address} target="_blank" rel="noreferrer" data-key="public.address">{address}</a></p>
                  {left !== null && <p data-key="public.left">{say('public.left', { count: Math.max(0, left) })}{left < 0 && ` ${say('public.beyond', { count: -left })}`}</p>}
                </>
              )}
              <div data-chrome><Row><LinkButton href={`/prevention/page?event=${folder}`} name="public.write">{say(page ? 'public.change' : 'public.make')}</LinkButton>
                {inTeam && coming.length > 0 && <Button name="registrations.take" busy={busy} onClick={() => void act(() => takeAll(desk, event, coming))}>{say('registrations.take', { count: coming.length })}</Button>}</Row></div>
              {next && event.state === 'planned' && (
                <Notice kind="decision" title={say('registration.free')} actions={<span data-chrome><Give name="registration.next" one={next} left={left} all={registrations} busy={busy} onGive={give} /></span>}>
                  {say('registration.free.words', { who: who(next, say), heads: next.heads })}
                </Notice>
              )}
              {error && <Notice kind="problem" live>{error}</Notice>}
              {registrations.length > 0 && <Registrations of={registrations} isToCome={event.state === 'planned'} left={left} busy={busy} onGive={give} onWithdraw={(one) => void act(() => desk.call(events.answerRegistration, { folder, id: one.id, state: 'withdrawn' }))} />}
            </Stack>
          )
        }}
      </Loaded>
    </Panel>
  )
}

/** Names go into the register; whoever sent heads alone is only marked as seen. */
async function takeAll(desk: Parameters<typeof writeParticipant>[0], { folder }: OpenEvent, coming: readonly Registration[]): Promise<void> {
  const known = await readParticipants(desk, folder)
  let { register } = known
  for (const one of coming) {
    const taken = known.people.some((person) => person.words.registration === one.id)
    if (one.words && !taken) register = await writeParticipant(desk, folder, register, { doc: undefined, words: { ...blankParticipant, ...one.words, registration: one.id } })
    // What was sealed and does not open is left where it is.
    if (one.words || one.sealed === null) await desk.call(events.answerRegistration, { folder, id: one.id, state: 'taken' })
  }
}

const who = (one: Registration, say: Say) => one.words?.name || (one.sealed ? (one.words ? one.words.reach : say('registration.sealed')) : say('registration.heads'))

type Giving = { readonly left: number | null; readonly busy: boolean; readonly onGive: (one: Registration, anyway: boolean) => void }

/** A place, in one press to whose turn it is; where there is no room, or others wait longer, it is asked. */
function Give({ name, one, left, all, busy, onGive }: Giving & { readonly name: string; readonly one: Registration; readonly all: readonly Registration[] }) {
  const say = useWords(eventWordsOf)
  const doubt = whyNotGive(one, left, all)
  const label = say('registration.list.label', { who: who(one, say) })
  if (!doubt) return <Button kind={name === 'registration.next' ? 'primary' : 'quiet'} name={name} busy={busy} label={label} onClick={() => onGive(one, false)}>{say('registration.list')}</Button>
  const sure = doubt === 'no-room' ? say('registration.no-room', { heads: one.heads, left: Math.max(0, left ?? 0) }) : say('registration.others-wait')
  return <SureButton name={name} keeps sure={sure} label={label} busy={busy} onSure={() => onGive(one, true)}>{say('registration.list')}</SureButton>
}

/** Whoever still waits once it was held has no place to be given. */
function Registrations({ of, isToCome, left, busy, onGive, onWithdraw }: Giving & { readonly of: readonly Registration[]; readonly isToCome: boolean; readonly onWithdraw: (one: Registration) => void }) {
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  return (
    <Table caption={say('registrations')} rows={of} keyOf={(one) => one.id} name="registrations"
      columns={[
        { key: 'day', label: say('registration.day'), cell: (one) => formatDay(one.arrivedOn, locale) },
        { key: 'who', label: say('registration.who'), heads: true, cell: (one) => who(one, say) },
        { key: 'heads', label: say('heads.heads'), number: true, cell: (one) => one.heads },
        { key: 'from', label: say('registration.from.reach'), cell: (one) => [one.words?.from, one.words?.audience && label(audience, one.words.audience), one.words?.reach].filter(Boolean).join(', ') || '–' },
        { key: 'state', label: say('stands'), cell: (one) => say(`registration.${one.state}`) },
        {
          key: 'do', label: say('registration.do'), cell: (one) => (
            <span data-chrome><Row>
              {isToCome && one.state === 'waiting' && <Give name="registration.list" one={one} left={left} all={of} busy={busy} onGive={onGive} />}
              {one.state !== 'withdrawn' && one.state !== 'taken' && <SureButton name="registration.withdraw" sure={say('registration.withdraw.sure')} busy={busy} label={say('registration.withdraw.label', { who: who(one, say) })} onSure={() => onWithdraw(one)}>{say('registration.withdraw')}</SureButton>}
            </Row></span>
          ),
        },
      ]} />
  )
}
