import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { Bars, Loaded, Panel, Stack, useWords } from '../../../desk/ui/index.ts'
import { Qr } from '../../../desk/ui/qr.tsx'
import type { FolderId } from '../../../shared/ids.ts'
import { events } from '../contract.ts'
import { readPage } from './read.ts'
import { eventWordsOf } from './words.ts'

/** What they thought, without names: a code on the wall leads to the questions. Each is shown from five answers to it on. */
export function EvaluationsPanel({ folder }: { readonly folder: FolderId }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const query = useQuery({ queryKey: ['events', folder, 'evaluations'], queryFn: () => desk.call(events.evaluations, { folder }) })
  // The panel above reads this too: it is asked once, and once in the ledger.
  const slug = useQuery({ queryKey: ['events', folder, 'page'], queryFn: () => readPage(desk, folder) }).data?.page?.slug
  return (
    <Panel title={say('evaluations')} name="event.evaluations">
      <Loaded query={query} lines={3}>
        {({ given, answers }) => (
          <Stack>
            {!slug && <p>{say('evaluations.no-page')}</p>}
            {slug && (
              <div>
                <p>{say('evaluations.words')} <a href={`${location.origin}/d/${slug}/q`} target="_blank" rel="noreferrer" data-key="evaluations.address">{`${location.origin}/d/${slug}/q`}</a></p>
                <Qr text={`${location.origin}/d/${slug}/q`} label={say('evaluations.qr')} />
              </div>
            )}
            <p data-key="evaluations.given">{say('evaluations.given', { count: given })}{Object.values(answers).includes(null) && given > 0 && ` ${say('evaluations.why')}`}</p>
            {given > 0 && Object.entries(answers).map(([question, marks]) => (marks === null ? <p key={question}>{say(`evaluation.${question}`)}: {say('evaluations.few')}</p> : (
              <Bars key={question} caption={say(`evaluation.${question}`)} items={marks.map((value, at) => ({ id: String(at + 1), value, label: say(`mark.${at + 1}`) }))} />
            )))}
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}
