import { useState } from 'react'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Notice, Panel, Row, Select, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { recovery } from '../contract.ts'
import { aboutFolders, usualTeam } from '../rules.ts'
import type { InUse } from './recovery-page.tsx'
import { recoveryWords } from './words.ts'

type Alone = OutputOf<typeof recovery.papers>['alone'][number]
type Given = { readonly inUse: InUse; readonly alone: readonly Alone[]; readonly onDone: () => Promise<void> }

/** Folders that somebody who is gone held alone, by whose and of which kind: each goes to a team. Nothing when there are none. */
export function LoneFolders({ inUse, alone, onDone }: Given) {
  const say = useWords(recoveryWords)
  return (
    <Panel title={say('alone')} name="recovery.alone">
      <Stack tight>
        <p>{say(alone.length > 0 ? 'alone.words' : 'alone.none')}</p>
        {alone.map((one) => <OneKind key={`${one.holder} ${one.kind}`} one={one} inUse={inUse} onDone={onDone} />)}
      </Stack>
    </Panel>
  )
}

function OneKind({ one: { holder, kind, folders }, inUse, onDone }: { readonly one: Alone } & Omit<Given, 'alone'>) {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const tell = useTell()
  const [team, setTeam] = useState<string | null>(desk.team(usualTeam(kind)))
  const { busy, error, setError, doing } = useDoing()
  const name = desk.memberShown(holder)
  const what = say('alone.kind', { kind: say(`kind.${kind}`), count: folders })

  async function give() {
    if (team === null) return setError(say('alone.team.needed'))
    let bad = 0
    await doing(async () => {
      for (let left = folders; left > 0;) {
        const served = await desk.call(recovery.folders, { papers: inUse.proof, holder, kind })
        const { holds, quarantined } = await desk.keys.giveFrom(served, Object.fromEntries(served.keys.map(({ folder }) => [folder, team])))
        // What does not open is served again in every round.
        bad = quarantined.length
        if (holds.length === 0) break
        await desk.call(recovery.give, await withAct(desk.keys, 'recovery.folders', aboutFolders(holder, holds), { papers: inUse.proof, holder, holds }))
        left -= holds.length
      }
      await onDone()
      tell(say('alone.done', { count: folders - bad }))
      if (bad > 0) setError(say('alone.bad', { count: bad }))
    })
  }
  return (
    <div className="sheet" data-key="recovery.lone">
      <strong>{name} · {what}</strong>
      <Select name="recovery.to-team" label={say('alone.team')} options={desk.house.teams.map(({ id, name: label }) => ({ value: id as string, label }))} value={team} onChange={setTeam} />
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Row><Button name="recovery.give" busy={busy} label={`${say('alone.give')}: ${name}, ${what}`} onClick={() => void give()}>{say('alone.give')}</Button></Row>
    </div>
  )
}
