import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { namedAddress, passkeysHere } from '../../../desk/passkeys-here.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Loaded, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { formatDay } from '../../../shared/words.ts'
import { labelOf, passkeys } from '../contract.ts'
import { AddPasskey, RemovePasskey, RenamePasskey } from './passkey-dialogs.tsx'
import { passkeyScreenWords } from './words.ts'

export type Passkey = { readonly id: string; readonly credential: string; readonly name: string; readonly madeOn: string }
type Doing = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly passkey: Passkey }

/** Her passkeys, and why there can be none where that is so. */
export function PasskeysPart() {
  const desk = useDesk()
  const say = useWords(passkeyScreenWords)
  const locale = useLocale()
  const tell = useTell()
  const client = useQueryClient()
  const [doing, setDoing] = useState<Doing>()
  const query = useQuery({ queryKey: ['passkeys'], staleTime: 0, queryFn: read })
  const here = passkeysHere()

  async function read(): Promise<Passkey[]> {
    const answer = await desk.call(passkeys.mine, {})
    return Promise.all(answer.passkeys.map(async ({ label, ...passkey }) => {
      const opened = (await desk.keys.openForMe(labelOf(passkey.id), label).catch(() => undefined)) as { name?: string } | undefined
      return { ...passkey, name: opened?.name ?? say('unnamed') }
    }))
  }
  function done(said: string) {
    setDoing(undefined)
    void client.invalidateQueries({ queryKey: ['passkeys'] })
    tell(said)
  }
  const stop = () => setDoing(undefined)
  return (
    <Stack tight>
      <h3>{say('title')}</h3>
      <p>{say('words')}</p>
      {here !== 'yes' && <p data-key="passkeys.not-here">{say(`no.${here}`, { address: namedAddress() })}</p>}
      <Loaded query={query} empty={<p>{say('none')}</p>}>
        {(all) => (
          <ul className="list" data-key="passkeys.list">
            {all.map((passkey) => (
              <li key={passkey.id}>
                <Row spread>
                  <span><strong>{passkey.name}</strong> · {say('since', { day: formatDay(passkey.madeOn, locale) })}</span>
                  <Row>
                    <Button kind="quiet" name="passkeys.rename" label={`${say('rename')}: ${passkey.name}`} onClick={() => setDoing({ what: 'rename', passkey })}>{say('rename')}</Button>
                    <Button kind="quiet" name="passkeys.remove" label={`${say('remove')}: ${passkey.name}`} onClick={() => setDoing({ what: 'remove', passkey })}>{say('remove')}</Button>
                  </Row>
                </Row>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {here === 'yes' && <Row><Button name="passkeys.add" onClick={() => setDoing({ what: 'add' })}>{say('add')}</Button></Row>}
      {doing?.what === 'add' && <AddPasskey others={query.data ?? []} onClose={stop} onDone={done} />}
      {doing?.what === 'rename' && <RenamePasskey passkey={doing.passkey} onClose={stop} onDone={done} />}
      {doing?.what === 'remove' && <RemovePasskey passkey={doing.passkey} onClose={stop} onDone={done} />}
    </Stack>
  )
}
