import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { Member } from '../../../desk/session.tsx'
import { Button, Notice, Panel, Row, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { members } from '../contract.ts'
import { memberWords } from './words.ts'

/**
 * What members with new keys held themselves under the keys they lost. Whoever holds a record too gives it back with one press; of
 * the rest it says that only recovery opens them. Nothing when there is nothing.
 */
export function LostRecords() {
  const desk = useDesk()
  const say = useWords(memberWords)
  const tell = useTell()
  const plainly = usePlainly()
  const client = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<string>()
  const renewed = desk.house.members.filter((member) => member.keys > 0 && member.state !== 'removed' && member.id !== desk.me.id)
  const lost = useQueries({
    queries: renewed.map((member) => ({ queryKey: ['members', member.id, 'lost', member.keys], queryFn: () => desk.call(members.lost, { member: member.id }).then(({ shared, byNamed, alone }) => ({ member, shared, byNamed, alone })) })),
  }).flatMap(({ data }) => (data && data.shared + data.byNamed + data.alone > 0 ? [data] : []))

  async function giveBack(member: Member) {
    setBusy(member.id)
    setError(undefined)
    try {
      let count = 0
      // Fifty at a time, until there is none left that is held here.
      for (;;) {
        const found = await desk.call(members.lost, { member: member.id })
        if (!found.listed.length) break
        await desk.keys.admit({ keys: found.keys, holds: found.holds })
        const holds = (await Promise.all(found.listed.map(({ folder, listed }) => desk.keys.share(folder, [member.id], listed)))).flat()
        const { given } = await desk.call(members.giveBack, await withAct(desk.keys, 'member.given-back', [member.id], { member: member.id, holds }))
        if (!given) break
        count += given
      }
      await client.invalidateQueries({ queryKey: ['members', member.id, 'lost'] })
      tell(say('lost.done', { count }))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(undefined)
    }
  }
  if (!lost.length) return null
  return (
    <Panel title={say('lost')} name="members.lost">
      <Stack tight>
        <p>{say('lost.words')}</p>
        {error && <Notice kind="problem" live>{error}</Notice>}
        <ul className="list">
          {lost.map(({ member, shared, byNamed, alone }) => (
            <li key={member.id}>
              <Row spread>
                <span><strong>{member.shown}</strong>: {[shared > 0 && say('lost.shared', { count: shared }), byNamed > 0 && say('lost.named', { count: byNamed }), alone > 0 && say('lost.alone', { count: alone })].filter(Boolean).join('; ')}</span>
                {shared > 0 && <Button name="members.give-back" busy={busy === member.id} label={`${say('lost.do')}: ${member.shown}`} onClick={() => void giveBack(member)}>{say('lost.do')}</Button>}
              </Row>
            </li>
          ))}
        </ul>
      </Stack>
    </Panel>
  )
}
