import { useState } from 'react'
import { useStayOpen } from '../../../desk/idle.ts'
import { usePlainly } from '../../../desk/problems.ts'
import type { OpenCard } from '../../../desk/keys/keyring.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Dialog, Field, Notice, Stack, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { clients } from '../contract.ts'
import { SafeToCall } from '../../contacts/screens/who.tsx'
import { clientWords } from './words.ts'

type Given = { readonly card: OpenCard; readonly onClose: () => void; readonly onSaved: () => void }

/** The few words one searches by. A version that somebody else wrote meanwhile is never overwritten. */
export function CardDialog({ card, onClose, onSaved }: Given) {
  const desk = useDesk()
  const say = useWords(clientWords)
  const plainly = usePlainly()
  const tell = useTell()
  const [names, setNames] = useState([...card.words.names, ...card.words.aliases].join(', '))
  const [phones, setPhones] = useState(card.words.phones.join(', '))
  const [town, setTown] = useState(card.words.town)
  const [safe, setSafe] = useState(card.words.safe)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  useStayOpen(true)
  const listed = (text: string) => text.split(',').map((one) => one.trim()).filter(Boolean)
  async function save() {
    setBusy(true)
    const [first, ...aliases] = listed(names)
    const words = { ...card.words, names: first ? [first] : [], aliases, phones: listed(phones), town: town.trim(), safe }
    try {
      const doc = await desk.keys.sealDoc({ folder: card.folder, id: card.doc, version: card.version + 1, schema: 'card/1' }, words)
      await desk.call(clients.writeCard, { client: card.client as ClientId, doc })
      await desk.keys.keepCard({ ...card, version: card.version + 1, words })
      tell(say('edit.saved'))
      onSaved()
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === 'changed-meanwhile') await desk.readCards()
      setError(plainly(problem))
      setBusy(false)
    }
  }
  return (
    <Dialog open wide onClose={onClose} title={say('edit')} name="card" actions={<Button kind="primary" name="card.save" busy={busy} onClick={() => void save()}>{say('edit.save')}</Button>}>
      <Stack>
        <Field name="card.names" label={say('names')} value={names} onChange={setNames} limit={500} first />
        <Field name="card.town" label={say('town')} value={town} onChange={setTown} limit={100} />
        <Field name="card.phones" label={say('phones')} value={phones} onChange={setPhones} limit={200} />
        <SafeToCall safe={safe} onChange={setSafe} />
        {error && <Notice kind="problem" live>{error}</Notice>}
      </Stack>
    </Dialog>
  )
}
