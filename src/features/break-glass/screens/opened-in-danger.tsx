import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { Loaded, Stack, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { breakGlass } from '../contract.ts'
import { OneOpening } from './one-opening.tsx'
import { reasonsIn } from './reasons.ts'
import { glassWords } from './words.ts'

/** For the named: when a client of theirs was opened in danger, by whom, why, and what was read. */
export function OpenedInDanger({ client }: { readonly client: ClientId }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const query = useQuery({
    queryKey: ['glass', 'client', client],
    queryFn: async () => {
      const { requests, served } = await desk.call(breakGlass.ofClient, { client })
      const reasons = await reasonsIn(desk, served)
      return requests.map((request) => ({ request, reason: reasons.get(request.id) }))
    },
  })
  return (
    <Loaded query={query} lines={2} empty={<p>{say('client.none')}</p>}>
      {(all) => <Stack tight><h3>{say('client')}</h3>{all.map(({ request, reason }) => <OneOpening key={request.id} request={request} reason={reason} onChanged={() => query.refetch()} />)}</Stack>}
    </Loaded>
  )
}
