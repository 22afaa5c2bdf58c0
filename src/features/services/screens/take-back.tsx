import { useQueryClient } from '@tanstack/react-query'
import { useDoing } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Notice, SureButton, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { formatDay } from '../../../shared/words.ts'
import type { OpenedDoc } from '../../../vault/vault.ts'
import { institutions } from '../../institutions/contract.ts'
import { services } from '../contract.ts'
import { serviceWordsOf } from './words.ts'

const takeBackOf = { help: services.takeBack, institution: institutions.takeBack } as const

type Given = {
  readonly of: keyof typeof takeBackOf
  readonly one: { readonly id: RecordId; readonly folder: FolderId; readonly onDay: string }
  /** What opened beside it; its own words among them. */
  readonly docs: readonly OpenedDoc[]
  readonly called: string
  readonly onTaken?: () => void
}

/** Help or a contact with an institution that was written down by mistake: counted no longer, and its words are emptied. */
export function TakeBack({ of, one: { id, folder, onDay }, docs, called, onTaken }: Given) {
  const desk = useDesk()
  const say = useWords(serviceWordsOf)
  const locale = useLocale()
  const tell = useTell()
  const queries = useQueryClient()
  const { busy, error, doing } = useDoing()
  const own = docs.filter((doc) => doc.folder === folder && (doc.content as { of?: unknown } | undefined)?.of === id)
  async function takeBack() {
    await doing(async () => {
      const emptied = await Promise.all(own.map((doc) => desk.keys.sealDoc({ folder, id: doc.id, version: doc.version + 1, schema: doc.schema }, { of: id })))
      await desk.call(takeBackOf[of], { id, folder, docs: emptied })
      tell(say(`taken-back.${of}`))
      // The button goes with what it took back; the caret stays on the page.
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
      await Promise.all(['clients', 'contacts', 'institution-contacts'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })))
      onTaken?.()
    })
  }
  return (
    <div data-chrome>
      <SureButton name={`${of}.take-back`} sure={say(`take-back.sure.${of}`)} label={say('take-back.label', { what: called, day: formatDay(onDay, locale) })} busy={busy} onSure={() => void takeBack()}>{say('take-back')}</SureButton>
      {error && <Notice kind="problem" live>{error}</Notice>}
    </div>
  )
}
