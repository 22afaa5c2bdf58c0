import { events, registrationWords } from '../../features/events/contract.ts'
import type { RegistrationWords } from '../../features/events/contract.ts'
import { toBase64url, utf8 } from '../../shared/bytes.ts'
import { dayOf } from '../../shared/calendar.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { sealLetter } from '../../vault/letters.ts'
import type { Keeper } from './house.ts'

const today = dayOf(new Date())

/** An event with a page on which anybody may register. What the page says is public, so no canary is in it. */
async function openPage(keeper: Keeper): Promise<{ folder: FolderId; slug: string }> {
  const newFolder = await keeper.vault.makeFolder('event', [keeper.team('prevention'), keeper.team('coordination')], today)
  const folder = newFolder.id
  const doc = await keeper.vault.sealDoc({ folder, id: newId(), version: 1, schema: 'event/1' }, {})
  await keeper.call(events.save, {
    folder, team: keeper.team('prevention'), kind: 'workshop', role: 'organiser', form: 'informal', state: 'planned', campaign: null, series: null,
    onDay: today, capacity: null, sessions: [{ id: newId<'record'>(), onDay: today, starts: null, ends: null }], newFolder, doc,
  })
  const page = { open: true, locale: 'en', title: 'Workshop', said: '', where: '', contact: '021 555 333' } as const
  const { slug } = await keeper.call(events.putPage, { folder, slug: newId().replaceAll('-', '').slice(0, 12), ...page })
  return { folder, slug }
}

/** What the page in a visitor's browser does: reads to whom, seals, and sends the form. `seal` false: as a page would that forgot to. */
async function register(keeper: Keeper, slug: string, words: RegistrationWords, seal: boolean): Promise<void> {
  const page = await (await keeper.carry(`/d/${slug}`)).text()
  const to = JSON.parse(/data-to="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '{}') as { organisation: string; team: string; epoch: number; id: string; publicKey: string }
  const { publicKey, ...addressed } = to
  const letter = seal ? await sealLetter(Uint8Array.from(Buffer.from(publicKey, 'hex')), addressed, words) : utf8(JSON.stringify(words))
  const form = new URLSearchParams({ id: to.id, heads: '1', epoch: String(to.epoch), sealed: toBase64url(letter) })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const answer = await keeper.carry(`/d/${slug}`, { method: 'POST', headers, body: form.toString() })
  if (!(await answer.text()).includes('You are registered.')) throw new Error('the door did not take the registration')
}

/** Somebody without an account registers, with the canary in all she writes; read back by the team, so that it surely came in. Answers for which event. */
export async function registerAtTheDoor(keeper: Keeper, words: unknown, canary: string): Promise<FolderId> {
  const { folder, slug } = await openPage(keeper)
  await register(keeper, slug, registrationWords.parse(words), true)
  const { registrations } = await keeper.call(events.page, { folder })
  const letters = registrations.map(({ id, team, epoch, sealed }) => ({ id, team, epoch: epoch ?? 0, sealed: sealed ?? '' }))
  const [opened] = await keeper.vault.openLetters(letters)
  const said = registrationWords.safeParse(opened).data
  if (said?.name !== canary || said.reach !== canary) throw new Error('the registration did not come back with the canary in it')
  return folder
}

/** To see that the search would find one: a registration that nobody sealed. */
export async function registerInClear(keeper: Keeper, canary: string): Promise<void> {
  const { slug } = await openPage(keeper)
  await register(keeper, slug, { name: canary, reach: '', from: '', audience: '' }, false)
}
