import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Loaded, Panel, Row, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { toBase64url } from '../../../shared/bytes.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { hashOf } from '../../../shared/hash.ts'
import { newId } from '../../../shared/ids.ts'
import type { RecordId } from '../../../shared/ids.ts'
import { dictionary, formatDay, formatMoment } from '../../../shared/words.ts'
import { witness } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)

/** Who may check the ledger from outside: let one look, see when it last did, end it. */
export function WitnessesPart() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const tell = useTell()
  const client = useQueryClient()
  const [made, setMade] = useState<string>()
  const [ending, setEnding] = useState<RecordId>()
  const query = useQuery({ queryKey: ['witnesses'], staleTime: 0, queryFn: () => desk.call(witness.list, {}) })
  const again = () => client.invalidateQueries({ queryKey: ['witnesses'] })

  async function make() {
    const token = crypto.getRandomValues(new Uint8Array(32))
    await desk.call(witness.make, { id: newId<'record'>(), tokenHash: toBase64url(hashOf(token)) })
    setMade(toBase64url(token))
    await again()
  }
  async function end(id: RecordId) {
    await desk.call(witness.end, { id })
    setEnding(undefined)
    tell(say('ended'))
    await again()
  }
  const when = (at: string) => formatMoment(at, locale)
  return (
    <Panel title={say('title')} name="witnesses">
      <Stack tight>
        <p>{say('words')}</p>
        <Loaded query={{ ...query, data: query.data?.witnesses }} empty={<p>{say('none')}</p>}>
          {(all) => (
            <ul className="list" data-key="witnesses.list">
              {all.map((one) => (
                <li key={one.id}>
                  <Row spread>
                    <span>{say('since', { day: formatDay(dayOf(new Date(one.madeAt)), locale), who: desk.memberShown(one.madeBy) })} · <strong>{one.lookedAt ? say('looked', { when: when(one.lookedAt) }) : say('not-yet')}</strong></span>
                    <Button kind="quiet" name="witnesses.end" onClick={() => setEnding(one.id)}>{say('end')}</Button>
                  </Row>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
        <Row><Button name="witnesses.make" onClick={() => void make()}>{say('make')}</Button></Row>
      </Stack>
      {made && <MadeDialog token={made} known={desk.house.ledgerKey ? `--root=${desk.house.organisation.id}.${desk.house.organisation.rootPublic}` : `--key=${query.data?.publicKey ?? ''}`} onClose={() => setMade(undefined)} />}
      {ending && (
        <Dialog open onClose={() => setEnding(undefined)} title={say('end.title')} name="witness.end"
          actions={<><Button kind="primary" name="witness.end.do" onClick={() => void end(ending)}>{say('end')}</Button><Button name="witness.end.stop" onClick={() => setEnding(undefined)}>{say('stop')}</Button></>}>
          <p>{say('end.words')}</p>
        </Dialog>
      )}
    </Panel>
  )
}

/** `known`: by what the witness knows the ledger: the house's root, which certified its key, or the key itself. */
function MadeDialog({ token, known, onClose }: { readonly token: string; readonly known: string; readonly onClose: () => void }) {
  const say = useWords(words)
  const [copied, setCopied] = useState(false)
  return (
    <Dialog open wide onClose={onClose} dismissable={false} title={say('made')} name="witness.made"
      actions={<Button kind="primary" name="witness.ready" disabled={!copied} onClick={onClose}>{say('ready')}</Button>}>
      <Stack>
        <p>{say('made.words')}</p>
        <div className="sheet"><strong>{say('token', { file: 'witness/token' })}</strong><output className="secret" data-key="witness.token">{token}</output></div>
        <div className="sheet"><strong>{say('command')}</strong><output className="secret" data-key="witness.command">{`npm run witness -- --url ${location.origin} ${known}`}</output></div>
        <div><Button name="witness.copied" pressed={copied} onClick={() => setCopied(!copied)}>{say('copied')}</Button></div>
      </Stack>
    </Dialog>
  )
}
