import { breakGlass } from '../../src/features/break-glass/contract.ts'
import { composeAsking } from '../../src/features/break-glass/compose.ts'
import { folders } from '../../src/features/folders/contract.ts'
import { restrictions } from '../../src/features/restrictions/contract.ts'
import { composeRestriction, composeWidening } from '../../src/features/restrictions/compose.ts'
import type { ClientId, FolderId, MemberId, RecordId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { someDay } from './foreign.ts'
import type { House, SignedIn } from './house.ts'

const ids = (members: readonly SignedIn[]) => members.map((one) => one.me as MemberId)

/** As the desk does it: what she holds is asked for, and all of it gets a new key. */
export async function restrict(house: Pick<House, 'team'>, by: SignedIn, client: ClientId, named: readonly SignedIn[], coordinators: readonly SignedIn[], label = 'KM-0001') {
  await by.learn()
  const of = await by.call(restrictions.of, { client })
  const sent = await composeRestriction(by.vault, of, { client, named: ids(named), coordinators: ids(coordinators), label, accounts: [] }, house.team('coordination'), new Date())
  await by.call(restrictions.restrict, await withAct(by.vault, 'client.restricted', sent.named, sent))
  return sent
}

export async function widen(house: Pick<House, 'team'>, by: SignedIn, client: ClientId) {
  await by.learn()
  const of = await by.call(restrictions.of, { client })
  const places = { finders: house.team('finders'), caseManagement: house.team('case_management'), coordination: house.team('coordination'), mine: [] }
  const sent = await composeWidening({ admit: by.vault.admit, give: by.vault.share }, of, client, [], places)
  await by.call(restrictions.widen, await withAct(by.vault, 'client.widened', [], sent))
}

/** A new key of a contact for the named, which travels with the link. */
export async function moving(by: SignedIn, contact: FolderId, card: FolderId, named: readonly string[]) {
  await by.vault.learnHolders(await by.call(folders.keys, { folder: card }))
  const current = await by.call(folders.keys, { folder: contact })
  await by.vault.learnHolders(current)
  return by.vault.rehold(contact, [...new Set([...named, ...(current.named ?? [])])], someDay, { like: card })
}

export async function ask(by: SignedIn, client: ClientId, hours = 4, reason = 'Прети јој брат, а Дара није доступна'): Promise<RecordId> {
  const { restricted, served } = await by.call(breakGlass.list, {})
  const box = restricted.find((one) => one.client === client)?.box as FolderId
  await by.vault.admit(served)
  await by.vault.learnHolders(await by.call(folders.keys, { folder: box }))
  const sent = await composeAsking(by.vault, { client, box, hours, reason })
  await by.call(breakGlass.ask, await withAct(by.vault, 'glass.asked', [sent.id], sent))
  return sent.id
}

export async function agree(by: SignedIn, id: RecordId) {
  const { restricted, requests } = await by.call(breakGlass.list, {})
  const request = requests.find((one) => one.id === id)
  const restriction = restricted.find((one) => one.box === request?.box)
  if (!request || !restriction) throw new Error('no such request')
  const { shares } = await by.call(breakGlass.shares, { request: id })
  const halves = await by.vault.agreeToGlass(request, restriction, shares)
  const sent = { request: id, halves: halves as never }
  return by.call(breakGlass.agree, await withAct(by.vault, 'glass.agreed', [id, request.askedBy], sent))
}

export async function open(by: SignedIn, id: RecordId) {
  const request = (await by.call(breakGlass.list, {})).requests.find((one) => one.id === id)
  const { halves } = await by.call(breakGlass.halves, { request: id })
  const holds = await by.vault.openGlass(request as never, request?.agreedBy ?? '', halves, someDay)
  await by.call(breakGlass.open, { request: id, holds })
  return { halves, holds }
}

export async function end(by: SignedIn, id: RecordId) {
  return by.call(breakGlass.end, await withAct(by.vault, 'glass.ended', [id], { request: id }))
}
