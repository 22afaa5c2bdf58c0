import type { Call } from '../../shared/call.ts'
import type { OutputOf } from '../../shared/endpoint.ts'
import type { Vault } from '../../vault/vault.ts'
import { identification, personWords } from '../identification/contract.ts'
import type { Row } from './evaluate.ts'
import { isMissing } from '../../shared/missing.ts'
import { personColumns } from './sealed.ts'

type Persons = OutputOf<typeof identification.persons>
type Events = OutputOf<typeof identification.events>

/** What the stories a member holds say of their people, by client, opened. `unopened`: how many did not open; they count as unknown. */
export async function openPeople(call: Call, vault: Pick<Vault, 'admit' | 'openDocs'>): Promise<{ people: ReadonlyMap<string, Row>; unopened: number }> {
  const people = new Map<string, Row>()
  let unopened = 0
  let after: Persons['next'] | undefined
  do {
    const page: Persons = await call(identification.persons, after ? { after } : {})
    await vault.admit(page.served)
    const docs = await vault.openDocs(page.served.docs)
    unopened += docs.filter((doc) => doc.quarantined).length
    for (const { folder, client } of page.persons) {
      const words = docs.filter((doc) => doc.folder === folder).map((doc) => personWords.safeParse(doc.content)).find((one) => one.success)
      const said = words?.success ? personColumns(words.data) : undefined
      // Of two records of hers the one that says more.
      if (said && answersIn(said) >= answersIn(people.get(client) ?? {})) people.set(client, said)
    }
    after = page.next
  } while (after)
  return { people, unopened }
}

const answersIn = (row: Row) => Object.values(row).filter((value) => (Array.isArray(value) ? value.length > 0 : value !== null && !isMissing(value))).length

/** Every identification event a member holds. */
export async function heldEvents(call: Call): Promise<Events['events']> {
  const all: Events['events'] = []
  let after: Events['next'] | undefined
  do {
    const page: Events = await call(identification.events, after ? { after } : {})
    all.push(...page.events)
    after = page.next
  } while (after)
  return all
}
