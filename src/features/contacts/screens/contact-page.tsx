import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useParams, useSearchParams } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { newDraftId } from '../../../desk/draft-turn.ts'
import { dropDraft, myDrafts } from '../../../desk/drafts.ts'
import type { Caret } from '../../../desk/drafts.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Skeleton, useTell, useWords } from '../../../desk/ui/index.ts'
import type { ClientId, FolderId, RecordId } from '../../../shared/ids.ts'
import { contacts } from '../contract.ts'
import { newContactDraft, safeNotAsked } from '../draft.ts'
import type { ContactDraft } from '../draft.ts'
import { ContactForm } from './contact-form.tsx'
import { contactWords } from './words.ts'

type Begin = { readonly id: RecordId; readonly draft: ContactDraft; readonly caret: Caret | null }

/** Begins a contact, or goes on with the draft that the address names. */
export default function ContactPage() {
  const desk = useDesk()
  const say = useWords(contactWords)
  const tell = useTell()
  const [, go] = useLocation()
  const { draft: wanted } = useParams<{ draft?: string }>()
  const [search] = useSearchParams()
  const [whom] = useState(search.get('client') as ClientId | null)
  const [fresh, setFresh] = useState(newDraftId)
  const id = (wanted ?? fresh) as RecordId
  const query = useQuery({ queryKey: ['draft', id], staleTime: Infinity, gcTime: 0, retry: false, queryFn: () => begin() })
  // The address takes the draft's name without loading anything anew: a crash or a lock comes back to the same page.
  useEffect(() => {
    if (!wanted) history.replaceState(history.state, '', `/contacts/new/${fresh}`)
  }, [wanted, fresh])

  async function begin(): Promise<Begin> {
    const line = desk.house.lines.find((one) => !one.closed)?.id ?? null
    const blank = newContactDraft(line, desk.team('sos_line'), new Date())
    if (!wanted) return { id, draft: { ...blank, people: await spokenTo() }, caret: null }
    const kept = (await myDrafts(desk)).find((one) => one.id === id)?.draft
    if (!kept) return { id, draft: blank, caret: null }
    const saved = kept.sentAs && (await desk.call(contacts.one, { folder: kept.sentAs as FolderId }).then(() => true, () => false))
    if (!saved) return { id, draft: { ...blank, ...(kept.state as ContactDraft) }, caret: kept.caret }
    // Its answer was never heard. It waits no longer, and a blank page would look as if the words were lost: she sees what was saved.
    await dropDraft(desk, id).catch(() => undefined)
    tell(say('saved.before'))
    go(`/contacts/${kept.sentAs}`, { replace: true })
    return { id: newDraftId(), draft: blank, caret: null }
  }
  /** From a client's page: she is there already. */
  async function spokenTo(): Promise<ContactDraft['people']> {
    const [card] = whom ? await desk.keys.cardsOf([whom]) : []
    if (!card || !whom) return []
    return [{ client: whom, isNew: false, as: 'caller', code: card.words.code, name: calledOf(card), aliases: '', phone: '', town: card.words.town, safe: safeNotAsked }]
  }
  if (!query.data) return <Skeleton lines={10} />
  return <ContactForm key={query.data.id} id={query.data.id} begin={query.data.draft} caret={query.data.caret} onSaved={() => setFresh(newDraftId())} />
}
