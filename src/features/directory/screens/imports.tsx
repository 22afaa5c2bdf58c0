import { useQueryClient } from '@tanstack/react-query'
import { ImportsMade } from '../../../desk/sheets/imports-made.tsx'
import { useDesk } from '../../../desk/session.tsx'
import { useLocale, useWords } from '../../../desk/ui/index.ts'
import { formatDay, formatNumber } from '../../../shared/words.ts'
import { directory } from '../contract.ts'
import type { Directory } from './directory.ts'
import { directoryWords } from './words.ts'

/** What of the directory came from files. */
export function Imports({ imports }: Pick<Directory, 'imports'>) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const locale = useLocale()
  const queries = useQueryClient()
  if (!desk.may('directory:import')) return null
  return (
    <ImportsMade name="directory" goes={say('imports.undo.words')}
      imports={imports.map((one) => ({ id: one.id, said: say(`imports.${one.state}`, { day: formatDay(one.madeOn, locale), who: desk.memberShown(one.by), count: formatNumber(one.entries, locale) }) }))}
      onDrop={async (id) => {
        await desk.call(directory.dropImport, { id })
        await queries.invalidateQueries({ queryKey: ['directory'] })
      }} />
  )
}
