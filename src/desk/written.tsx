import { useWrittenMeanwhile } from './live.ts'
import { Button, Notice, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** Somebody else wrote on the record she reads. It is shown when she asks: nothing changes under her eyes, and looking is an entry in the ledger. */
export function WrittenMeanwhile({ id, onShow }: { readonly id: string; readonly onShow: () => void }) {
  const say = useWords(deskWords)
  const { written, forget } = useWrittenMeanwhile(id)
  if (!written) return null
  return (
    <div data-chrome>
      <Notice live actions={<Button name="written.show" onClick={() => { forget(); onShow() }}>{say('written.show')}</Button>}>{say('written')}</Notice>
    </div>
  )
}
