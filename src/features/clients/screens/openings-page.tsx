import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import { whileCardsCome } from '../../../desk/cards.ts'
import { useClosed } from '../../../desk/closed.ts'
import { useDesk, whileSlowed } from '../../../desk/session.tsx'
import { Button, Choice, Empty, LinkButton, Loaded, Notice, Page, PrintHeader, Stack, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { hexOf } from '../../../shared/bytes.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { formatDay, formatMoment, formatTime } from '../../../shared/words.ts'
import { memberWords } from '../../members/screens/words.ts'
import { clients } from '../contract.ts'
import { openingsOf } from '../rules.ts'
import type { Opening } from '../rules.ts'
import { clientWords } from './words.ts'

const shownTimes = 6

/** Who opened what is kept about her, to be printed and given to her. */
export default function OpeningsPage() {
  const desk = useDesk()
  const say = useWords(clientWords)
  const sayRole = useWords(memberWords)
  const locale = useLocale()
  const { client } = useParams<{ client: string }>()
  const [who, setWho] = useState<'role' | 'name'>('role')
  const query = useQuery({
    queryKey: ['openings', client, desk.cards], staleTime: 0, ...whileSlowed, placeholderData: whileCardsCome(client),
    queryFn: async () => {
      const answer = await desk.call(clients.openings, { client: client as ClientId })
      const [card] = await desk.keys.cardsOf([client])
      return { ...answer, code: card?.words.code }
    },
  })
  const closed = useClosed(say('gone'))
  const moment = (at: string) => formatMoment(at, locale)
  function whoIs(id: string | null): string {
    const member = desk.house.members.find((one) => one.id === id)
    if (!member) return say('openings.program')
    return who === 'name' ? member.shown : member.roles.map((role) => sayRole(`role.${role}`)).join(', ')
  }
  function times({ at }: Opening): string {
    const minutes = [...new Set(at.map((one) => formatTime(new Date(one))))]
    const more = minutes.length - shownTimes
    return [...minutes.slice(0, shownTimes), ...(more > 0 ? [say('openings.more', { count: more })] : [])].join(', ')
  }
  return (
    <Page title={say('openings.title')} lead={say('openings.lead')}
      actions={<>
        <Button kind="primary" name="openings.print" onClick={() => print()}>{say('openings.print')}</Button>
        <LinkButton kind="quiet" href={`/clients/${client}`} name="openings.back">{say('openings.back')}</LinkButton>
      </>}>
      <Loaded query={query} lines={10} failed={closed}>
        {({ entries, older, head, code }) => (
          <Stack>
            <PrintHeader title={say('openings.paper')} {...(code && { printedFor: code })} printedBy={desk.me.shown} />
            <div data-chrome>
              <Stack tight>
                <p>{say('openings.held')}</p>
                <Choice name="openings.who" label={say('openings.who-is')} missing={[]} value={who} onChange={(next) => next && setWho(next === 'name' ? 'name' : 'role')}
                  options={[{ value: 'role', label: say('openings.by-role') }, { value: 'name', label: say('openings.by-name') }]} />
              </Stack>
            </div>
            <Table caption={say('openings.title')} captionHidden name="openings.list" rows={openingsOf(entries)} keyOf={(line) => `${line.on} ${line.by} ${line.kind}`}
              columns={[
                { key: 'on', whole: true, label: say('openings.on'), cell: (line) => formatDay(line.on, locale) },
                { key: 'who', label: say('openings.who'), cell: (line) => whoIs(line.by) },
                { key: 'what', label: say('openings.what'), cell: (line) => say(`openings.kind.${line.kind}`) },
                { key: 'at', label: say('openings.at'), cell: times },
              ]} />
            {!entries.length && <Empty title={say('openings.none')} />}
            {older && <Notice>{say('openings.older')}</Notice>}
            <p>{say('openings.explain')}</p>
            {head && (
              <p data-key="openings.head">
                {say('openings.head', { size: head.size, at: moment(head.at) })}
                <br /><span className="secret">{(hexOf(head.root).match(/.{1,4}/g) ?? []).join(' ')}</span>
              </p>
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
