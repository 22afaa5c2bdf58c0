import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { Problem } from '../shared/problem.ts'
import { Door } from './door.tsx'
import { passkeysHere } from './passkeys-here.ts'
import { usePlainly } from './problems.ts'
import { rememberedName, useSession } from './session.tsx'
import { Button, Dialog, Field, Notice, Row, Stack, useWords } from './ui/index.ts'
import type { TextControl } from './ui/index.ts'
import { deskWords } from './words.ts'

type Refused = 'unlock.both' | 'unlock.six' | 'unlock.wrong' | 'unlock.wrong-code' | { readonly problem: unknown }

/** Her name and her passphrase; a printed recovery code where the passphrase is lost. */
function UnlockForm({ fixedName }: { readonly fixedName?: string }) {
  const { signIn, signInByPasskey } = useSession()
  const say = useWords(deskWords)
  const plainly = usePlainly()
  const [name, setName] = useState(fixedName ?? rememberedName())
  const [secret, setSecret] = useState('')
  const [by, setBy] = useState<'passphrase' | 'recovery'>('passphrase')
  /** Null until the program asks for it. */
  const [code, setCode] = useState<string | null>(null)
  const digits = useRef<TextControl>(null)
  const asked = code !== null
  // It comes up under her hands, so the caret goes there, once.
  useEffect(() => digits.current?.focus(), [asked])
  const [busy, setBusy] = useState(false)
  /** As it is said in whatever way she writes now: here she may choose that only after she was refused. */
  const [refused, setRefused] = useState<Refused>()
  const error = typeof refused === 'string' ? say(refused) : refused && plainly(refused.problem)

  async function open() {
    if (!name.trim() || !secret.trim()) return setRefused('unlock.both')
    if (code !== null && by === 'passphrase' && code.replace(/\D/g, '').length !== 6) return setRefused('unlock.six')
    setBusy(true)
    setRefused(undefined)
    try {
      await signIn(name.trim(), secret, by, by === 'passphrase' ? code?.replace(/\D/g, '') : undefined)
    } catch (problem) {
      const kind = problem instanceof Problem ? problem.kind : undefined
      setBusy(false)
      if (kind === 'second-step-needed') return setCode('')
      if (kind === 'wrong-passphrase') setCode(null)
      setRefused(kind === 'wrong-passphrase' ? (by === 'passphrase' ? 'unlock.wrong' : 'unlock.wrong-code') : { problem })
    }
  }
  async function openByPasskey() {
    setBusy(true)
    setRefused(undefined)
    try {
      await signInByPasskey()
    } catch (problem) {
      setRefused({ problem })
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void open() }}>
      <Stack>
        <Field name="unlock.name" label={say('unlock.name')} value={name} onChange={(next) => { setName(next); setCode(null) }} autoComplete="username" readOnly={fixedName !== undefined} first={!name} />
        {by === 'passphrase' ? (
          <Field name="unlock.passphrase" type="password" label={say('unlock.passphrase')} value={secret} onChange={setSecret} autoComplete="current-password" error={asked ? undefined : error} first={Boolean(name)} />
        ) : (
          <Field name="unlock.code" label={say('unlock.code')} value={secret} onChange={setSecret} error={error} first />
        )}
        {asked && by === 'passphrase' && (
          <Field name="unlock.six" label={say('unlock.digits')} hint={say('unlock.digits.hint')} value={code} onChange={setCode} error={error} autoComplete="one-time-code" ref={digits} />
        )}
        <Row>
          <Button kind="primary" type="submit" name="unlock.open" busy={busy}>{say(busy ? 'unlock.opening' : 'unlock.open')}</Button>
          <Button kind="quiet" name="unlock.other" onClick={() => { setBy(by === 'passphrase' ? 'recovery' : 'passphrase'); setSecret(''); setRefused(undefined) }}>
            {say(by === 'passphrase' ? 'unlock.use-code' : 'unlock.use-passphrase')}
          </Button>
          {passkeysHere() === 'yes' && <Button kind="quiet" name="unlock.passkey" onClick={() => void openByPasskey()}>{say('unlock.use-passkey')}</Button>}
        </Row>
      </Stack>
    </form>
  )
}

export function Unlock({ said }: { readonly said?: string | undefined }) {
  const say = useWords(deskWords)
  return (
    <Door title={say('unlock.title')}>
      {said && <Notice>{said}</Notice>}
      <UnlockForm />
      <p><Link href="/recover" data-key="unlock.recover">{say('unlock.recover')}</Link></p>
    </Door>
  )
}

/** The session ended while she was working: the page stays as it is, covered, and goes on after her passphrase. */
export function UnlockOver({ name }: { readonly name: string }) {
  const say = useWords(deskWords)
  return (
    <Dialog open onClose={() => {}} dismissable={false} covering name="unlock" title={say('unlock.again')}>
      <p>{say('unlock.again.words')}</p>
      <UnlockForm fixedName={name} />
    </Dialog>
  )
}
