import { activists } from '../../src/features/activists/contract.ts'
import { campaigns } from '../../src/features/campaigns/contract.ts'
import { events } from '../../src/features/events/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { sealed, someDay } from './foreign.ts'
import type { House, SignedIn } from './house.ts'

/** One of each that prevention writes, filled to the brim: a training with heads, a name and a public page; a campaign; a lecturer. */
export async function preventionOf({ team }: Pick<House, 'team'>, by: SignedIn): Promise<{ readonly event: FolderId; readonly campaign: FolderId; readonly activist: FolderId }> {
  const [ours, both] = [team('prevention'), [team('prevention'), team('coordination')]]
  const campaign = await sealed(by, 'campaign', [...both, team('sos_line')], {
    title: 'Питај пре него што кренеш: летњи послови у иностранству', messages: 'Провери понуду.', materials: 'Плакати', partners: 'Национална служба за запошљавање', budgetLine: '4.2', notes: '',
  })
  await by.call(campaigns.save, {
    folder: campaign.folder.id, team: ours, role: 'organiser', year: 2026, fromMonth: '2026-02', toMonth: '2026-04',
    reach: [{ channel: 'television', reached: 250_000 }, { channel: 'social_media', reached: null }], newFolder: campaign.folder, doc: campaign.doc,
  })
  const activist = await sealed(by, 'activist', both, {
    name: 'Александра Стефановић-Миљковић', reach: 'aleksandra.stefanovic-miljkovic@example.org', lecturer: true, trainedFor: ['workshop', 'training_basic'], languages: 'српски, мађарски', free: 'викендом', notes: '',
  })
  await by.call(activists.save, { folder: activist.folder.id, team: ours, state: 'active', newFolder: activist.folder, doc: activist.doc })
  const event = await sealed(by, 'event', both, {
    title: 'Обука за наставнике и стручне сараднике средњих школа', about: 'Препознавање.', where: 'Дом омладине', audiences: ['school_teachers'], trainers: '', activists: [activist.folder.id],
    partners: '', materials: '', notes: '',
  })
  const session = { id: newId<'record'>(), onDay: someDay, starts: '10:00', ends: '16:00' }
  const facts = {
    folder: event.folder.id, team: ours, kind: 'training_basic', role: 'organiser', form: 'informal', state: 'planned', campaign: campaign.folder.id, series: null, onDay: someDay, capacity: 20,
  } as const
  await by.call(events.save, { ...facts, sessions: [session], newFolder: event.folder, doc: event.doc })
  await by.call(events.countHeads, { folder: facts.folder, version: 1, heads: [{ audience: 'school_teachers', sex: 'female', ageBand: 'unknown', place: 'not_asked', heads: 18 }] })
  const register = await sealed(by, 'participants', [ours], {
    name: 'Невена Шарић-Ђорђевић', reach: '064 222 111', from: 'Техничка школа', audience: 'school_teachers', sex: 'female', ageBand: '', present: [session.id], certificate: null, withdrawn: false, registration: null,
  })
  await by.call(events.writeParticipant, { folder: facts.folder, newFolder: register.folder, doc: { ...register.doc, schema: 'participant/1' } })
  await by.call(events.putPage, { folder: facts.folder, slug: 'obuka2026abc', open: true, locale: 'sr-Cyrl', title: 'Обука за наставнике', said: 'Добро дошли.', where: 'Нови Сад', contact: '021 555 333' })
  return { event: facts.folder, campaign: campaign.folder.id, activist: activist.folder.id }
}
