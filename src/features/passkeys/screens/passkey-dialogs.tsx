import { useRef, useState } from 'react'
import { askPasskey, forgetPasskey, makePasskey } from '../../../desk/passkeys.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Field, Notice, Stack, useWords } from '../../../desk/ui/index.ts'
import type { SentTo } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import { useProof } from '../../accounts/screens/proof.tsx'
import type { Proof } from '../../accounts/screens/proof.tsx'
import { labelOf, passkeys } from '../contract.ts'
import type { Passkey } from './passkeys-part.tsx'
import { passkeyScreenWords } from './words.ts'

type Given = { readonly onClose: () => void; readonly onDone: (said: string) => void }

/** Made, asked once, and kept only when it gives a key: one that opens nothing would be a promise that is not held. */
export function AddPasskey({ others, onClose, onDone }: Given & { readonly others: readonly Passkey[] }) {
  const desk = useDesk()
  const say = useWords(passkeyScreenWords)
  const { field, busy, withProof } = useProof()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const [noKey, setNoKey] = useState(false)
  /** Made once: an answer lost on the way makes no second passkey. */
  const sent = useRef<Omit<SentTo<typeof passkeys.add>, 'proof'>>(undefined)

  function add() {
    setMissing(!name.trim())
    setNoKey(false)
    if (name.trim()) void withProof(keep)
  }
  async function keep(proof: Proof) {
    sent.current ??= await make()
    if (!sent.current) return setNoKey(true)
    await desk.call(passkeys.add, { ...sent.current, proof })
    onDone(say('added'))
  }
  /** Undefined when the authenticator gives no key. */
  async function make() {
    const challenge = async () => (await desk.call(passkeys.challenge, {})).challenge
    const made = await makePasskey(desk.me, await challenge(), others.map((one) => one.credential))
    const { assertion, secret } = await askPasskey(await challenge(), made.credential)
    if (!secret) return forgetPasskey(made.credential)
    const id = newId()
    const label = await desk.keys.sealForMe(labelOf(id), { name: name.trim() })
    return { id, publicKey: made.publicKey, assertion, userKey: await desk.keys.forPasskey(secret), label }
  }
  return (
    <Dialog open onClose={onClose} title={say('add')} name="passkey"
      actions={<><Button kind="primary" name="passkey.add" busy={busy} onClick={add}>{say('add')}</Button><Button name="passkey.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <p>{say('add.words')}</p>
        <Field name="passkey.name" label={say('name')} hint={say('name.hint')} value={name} onChange={setName} limit={60} error={missing && !name.trim() ? say('name.needed') : undefined} />
        {field}
        {noKey && <Notice kind="problem" name="passkey.no-key" live>{say('no-key')}</Notice>}
      </Stack>
    </Dialog>
  )
}

export function RenamePasskey({ passkey, onClose, onDone }: Given & { readonly passkey: Passkey }) {
  const desk = useDesk()
  const say = useWords(passkeyScreenWords)
  const plainly = usePlainly()
  const [name, setName] = useState(passkey.name)
  const [error, setError] = useState<string>()
  async function rename() {
    if (!name.trim()) return setError(say('name.needed'))
    try {
      await desk.call(passkeys.rename, { passkey: passkey.id, label: await desk.keys.sealForMe(labelOf(passkey.id), { name: name.trim() }) })
      onDone(say('renamed'))
    } catch (problem) {
      setError(plainly(problem))
    }
  }
  return (
    <Dialog open onClose={onClose} title={`${say('rename')}: ${passkey.name}`} name="passkey.renaming"
      actions={<><Button kind="primary" name="passkey.keep-name" onClick={() => void rename()}>{say('keep-name')}</Button><Button name="passkey.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Field name="passkey.name" label={say('name')} value={name} onChange={setName} limit={60} error={error} first />
    </Dialog>
  )
}

export function RemovePasskey({ passkey, onClose, onDone }: Given & { readonly passkey: Passkey }) {
  const desk = useDesk()
  const say = useWords(passkeyScreenWords)
  const { field, busy, withProof } = useProof()
  const remove = () => withProof(async (proof) => {
    await desk.call(passkeys.remove, { passkey: passkey.id, proof })
    await forgetPasskey(passkey.credential)
    onDone(say('removed'))
  })
  return (
    <Dialog open onClose={onClose} title={say('remove.title', { name: passkey.name })} name="passkey.removing"
      actions={<><Button kind="primary" name="passkey.remove" busy={busy} onClick={() => void remove()}>{say('remove')}</Button><Button name="passkey.stop" onClick={onClose}>{say('stop')}</Button></>}>
      <Stack>
        <p>{say('remove.words')}</p>
        {field}
      </Stack>
    </Dialog>
  )
}
