import { Loaded, Stack, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { OneOpening } from './one-opening.tsx'
import { useOpeningsOf } from './openings.ts'
import { glassWords } from './words.ts'

/** For the named: when a client of theirs was opened in danger, by whom, why, and what was read. */
export function OpenedInDanger({ client }: { readonly client: ClientId }) {
  const say = useWords(glassWords)
  const query = useOpeningsOf(client)
  return (
    <Loaded query={query} lines={2} empty={<p>{say('client.none')}</p>}>
      {(all) => <Stack tight><h3>{say('client')}</h3>{all.map(({ request, reason }) => <OneOpening key={request.id} request={request} reason={reason} onChanged={() => query.refetch()} />)}</Stack>}
    </Loaded>
  )
}
