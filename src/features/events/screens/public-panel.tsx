import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCodes } from '../../../desk/codes.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, LinkButton, Loaded, Panel, Row, Stack, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { formatDay } from '../../../shared/words.ts'
import { audience } from '../../../vocabulary/index.ts'
import { events } from '../contract.ts'
import { blankParticipant, readPage, readParticipants, writeParticipant } from './read.ts'
import type { OpenEvent, Registration } from './read.ts'
import { eventWordsOf } from './words.ts'

/** The page outside, who came in over it, and who waits. Names open for the prevention team alone. */
export function PublicPanel({ event }: { readonly event: OpenEvent }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const { busy, doing } = useDoingAloud()
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
          const coming = registrations.filter((one) => one.state === 'listed')
          return (
            <Stack>
              {!page && <p>{say('public.none')}</p>}
              {page && address && (
                <>
                  <p><Tag>{say(page.open && event.state === 'planned' ? 'public.open' : 'public.closed')}</Tag> <a href={address} target="_blank" rel="noreferrer" data-key="public.address">{address}</a></p>
                  {left !== null && <p data-key="public.left">{say('public.left', { count: Math.max(0, left) })}</p>}
                </>
              )}
              <div data-chrome><Row><LinkButton href={`/prevention/page?event=${folder}`} name="public.write">{say(page ? 'public.change' : 'public.make')}</LinkButton>
                {inTeam && coming.length > 0 && <Button name="registrations.take" busy={busy} onClick={() => void act(() => takeAll(desk, event, coming))}>{say('registrations.take', { count: coming.length })}</Button>}</Row></div>
              {registrations.length > 0 && <Registrations of={registrations} busy={busy} onAnswer={(one, state) => void act(() => desk.call(events.answerRegistration, { folder, id: one.id, state }))} />}
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

function Registrations({ of, busy, onAnswer }: { readonly of: readonly Registration[]; readonly busy: boolean; readonly onAnswer: (one: Registration, state: 'listed' | 'withdrawn') => void }) {
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const who = (one: Registration) => one.words?.name || (one.sealed ? (one.words ? one.words.reach : say('registration.sealed')) : say('registration.heads'))
  return (
    <Table caption={say('registrations')} rows={of} keyOf={(one) => one.id} name="registrations"
      columns={[
        { key: 'day', label: say('registration.day'), cell: (one) => formatDay(one.arrivedOn, locale) },
        { key: 'who', label: say('registration.who'), heads: true, cell: who },
        { key: 'heads', label: say('heads.heads'), number: true, cell: (one) => one.heads },
        { key: 'from', label: say('registration.from'), cell: (one) => [one.words?.from, one.words?.audience && label(audience, one.words.audience), one.words?.reach].filter(Boolean).join(', ') || '–' },
        { key: 'state', label: say('stands'), cell: (one) => say(`registration.${one.state}`) },
        {
          key: 'do', label: say('registration.do'), cell: (one) => (
            <span data-chrome><Row>
              {one.state === 'waiting' && <Button kind="quiet" name="registration.list" busy={busy} label={say('registration.list.label', { who: who(one) })} onClick={() => onAnswer(one, 'listed')}>{say('registration.list')}</Button>}
              {one.state !== 'withdrawn' && one.state !== 'taken' && <Button kind="quiet" name="registration.withdraw" busy={busy} label={say('registration.withdraw.label', { who: who(one) })} onClick={() => onAnswer(one, 'withdrawn')}>{say('registration.withdraw')}</Button>}
            </Row></span>
          ),
        },
      ]} />
  )
}
