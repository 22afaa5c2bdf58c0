import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { DeadLink } from '../../../desk/dead-link.tsx'
import { useDoing } from '../../../desk/doing.ts'
import { Door } from '../../../desk/door.tsx'
import { startKeys } from '../../../desk/keys/keys.ts'
import { PassphraseGiven } from '../../../desk/passphrase-given.tsx'
import { useSession } from '../../../desk/session.tsx'
import { Button, Loaded, Notice, Row, Stack, useWords } from '../../../desk/ui/index.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { VaultRefusal } from '../../../vault/vault.ts'
import { members } from '../contract.ts'
import { memberWords } from './words.ts'

/** A printed link: the part after `#` pins the organisation's root and never travels as an address. */
export default function Join({ onDone }: { readonly onDone: () => void }) {
  const { call } = useSession()
  const say = useWords(memberWords)
  const fragment = location.hash
  const query = useQuery({ queryKey: ['invite', fragment.slice(1, 37)], retry: false, queryFn: async () => {
    const keys = startKeys()
    const invite = await keys.inviteIn(fragment).finally(keys.end)
    return call(members.forBearer, { invite: invite as RecordId })
  } })
  const dead = query.error ? deadBy(query.error) : undefined
  if (dead) return <DeadLink why="dead" {...(dead === 'gone' && { onOpen: onDone })}><p>{say(`join.${dead}`)}</p></DeadLink>
  if (query.data?.accepted) return <DeadLink why="used" onOpen={onDone}><p>{say(query.data.again ? 'join.used-again' : 'join.used')}</p></DeadLink>
  return (
    <Door title={say('join.title')}>
      <Loaded query={query}>
        {({ name, again, shown, roles }) => <MakeKeys name={name} again={again} shown={shown} roles={roles.map((role) => say(`role.${role}`)).join(', ')} fragment={fragment} onDone={onDone} />}
      </Loaded>
    </Door>
  )
}

/** Why no answer will ever come; undefined where the program was away and may be asked again. */
function deadBy(error: Error): 'gone' | 'torn' | undefined {
  if (error instanceof VaultRefusal) return 'torn'
  if (!(error instanceof Problem)) return undefined
  return error.kind === 'not-found' ? 'gone' : error.kind === 'bad-input' ? 'torn' : undefined
}

type MakeKeysGiven = { readonly name: string; readonly again: boolean; readonly shown: string; readonly roles: string; readonly fragment: string; readonly onDone: () => void }

function MakeKeys({ name, again, shown, roles, fragment, onDone }: MakeKeysGiven) {
  const { call, toLocked } = useSession()
  const say = useWords(memberWords)
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState<string>()
  const [onPaper, setOnPaper] = useState(false)
  const { busy, error, doing } = useDoing()
  const another = async () => {
    const keys = startKeys()
    setPassphrase(await keys.newPassphrase().finally(keys.end))
  }
  useEffect(() => void another(), [])

  async function accept() {
    if (!passphrase) return
    const keys = startKeys()
    await doing(async () => {
      const { recoveryCode, ...rows } = await keys.accept(fragment, passphrase)
      await call(members.accept, { ...rows, invite: rows.invite as RecordId })
      setCode(recoveryCode)
    })
    keys.end()
  }
  if (code !== undefined) {
    return (
      <Stack>
        <div className="sheet"><strong>{say('join.code')}</strong><p>{say('join.code.words')}</p><output className="secret" data-key="sheet.mine" aria-label={say('join.code')}>{code}</output></div>
        <div className="sheet"><strong>{say('join.passphrase')}</strong><output className="secret" data-key="sheet.passphrase" aria-label={say('join.passphrase')}>{passphrase}</output></div>
        <p>{say(again ? 'join.wait-again' : 'join.wait', { name })}</p>
        <Row>
          <Button name="sheets.print" onClick={() => print()}>{say('join.print')}</Button>
          <Button name="sheets.written" pressed={onPaper} onClick={() => setOnPaper(!onPaper)}>{say('join.written')}</Button>
          <Button kind="primary" name="sheets.ready" disabled={!onPaper} onClick={() => { toLocked(); onDone() }}>{say('join.done')}</Button>
        </Row>
      </Stack>
    )
  }
  return (
    <Stack>
      <p>{again ? say('join.lead-again', { name: shown }) : say('join.lead', { name: shown, roles })}</p>
      <PassphraseGiven label={say('join.passphrase')} words={say('join.passphrase.words')} another={say('join.another')} passphrase={passphrase} onAnother={() => void another()} />
      {error && <Notice kind="problem" live>{error}</Notice>}
      <Row><Button kind="primary" name="join.go" busy={busy} disabled={!passphrase} onClick={() => void accept()}>{say(busy ? 'join.going' : passphrase ? 'join.go' : 'join.words')}</Button></Row>
    </Stack>
  )
}
