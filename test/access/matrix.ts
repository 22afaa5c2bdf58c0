import { withClient } from '../../src/server/database/logins.ts'
import type { Contract } from '../../src/shared/endpoint.ts'
import serbia from '../../src/vocabulary/pathways/rs.json' with { type: 'json' }
import { newId } from '../../src/shared/ids.ts'
import type { FolderId, MemberId } from '../../src/shared/ids.ts'
import type { NewFolder } from '../../src/vault/seal.ts'
import type { ProblemKind } from '../../src/shared/problem.ts'
import { contactOf, sealed, serviceOf, someDay } from '../support/foreign.ts'
import type { Foreign } from '../support/foreign.ts'
import type { House, SignedIn } from '../support/house.ts'

type Given = { readonly foreign: Foreign; readonly me: SignedIn; readonly house: House }
type Entry = {
  /** What she sends, aimed at something only another member holds. */
  readonly sends: (given: Given) => unknown
  /** How it is refused where her role would allow it; `nothing`: answered, without anything of the other's. */
  readonly answers: ProblemKind | 'nothing'
}

const nothing = (sends: Entry['sends'] = () => ({})): Entry => ({ sends, answers: 'nothing' })
const refused = (answers: ProblemKind, sends: Entry['sends']): Entry => ({ sends, answers })
const zeros = (bytes: number) => Buffer.alloc(bytes).toString('base64url')
/** An act that nobody signed. */
const act = { id: newId(), action: 'no.act', about: [], digest: null, head: null, sig: zeros(64) }
const certificate = { xPublic: zeros(32), edPublic: zeros(32), manager: false, by: null, sig: zeros(64), number: 1, keys: 1, until: null }
const event = ({ foreign }: Given) => ({ id: newId<'record'>(), client: foreign.client, month: '2026-03' })
const asking = { kind: 'police', basis: 'law', receivedOn: someDay, dueOn: null, answeredOn: null, answer: 'pending', told: 'no' } as const
const agreement = { kind: 'police', signedOn: someDay, untilOn: null, endedOn: null } as const
const account = {
  salt: zeros(16), kdf: { memoryKiB: 65_536, passes: 3, lanes: 1 }, authKey: zeros(32), userKey: zeros(60),
  recoveryAuthKey: zeros(32), recoveryUserKey: zeros(60), bundle: zeros(60),
}

/** The stranger's own session, as a superuser finds it: nobody else may name or end it. */
async function foreignSession({ foreign, house }: Given): Promise<string> {
  return withClient(house.database.superuser, async (client) =>
    (await client.query<{ id: string }>('select s.id from session s join draft d on d.member = s.member where d.id = $1 limit 1', [foreign.draft])).rows[0]?.id ?? '')
}

const forgedAssertion = { credential: zeros(16), clientData: Buffer.from('{}').toString('base64url'), authenticatorData: zeros(37), signature: zeros(70) }

/** The stranger's passkey, put there by a superuser. */
async function foreignPasskey({ foreign, house }: Given): Promise<string> {
  return withClient(house.database.superuser, async (client) => {
    const put = await client.query<{ id: string }>(`insert into passkey (id, member, credential, public_key, counter, user_key, label)
      select gen_random_uuid(), member, sha256(id::text::bytea), sha256('key'), 0, sha256('user key') || sha256(''), sha256('label') || sha256('') from draft where id = $1
      on conflict (credential) do update set counter = 0 returning id`, [foreign.draft])
    return put.rows[0]?.id ?? ''
  })
}

/** A note that only the stranger holds. */
async function foreignHandOver({ foreign, house }: Given): Promise<string> {
  return withClient(house.database.superuser, async (client) => {
    await client.query(`insert into hand_over (folder, team, by, written_on) select f.id, (select id from team limit 1), f.made_by, current_date
      from folder f where f.id = $1 on conflict do nothing`, [foreign.account])
    return foreign.account
  })
}

/** A campaign, an event and an activist that only the stranger holds: coded rows on folders of hers, put there by a superuser. */
const foreignRow = (statement: string, of: 'story' | 'card' | 'contact') => async ({ foreign, house }: Given): Promise<FolderId> =>
  withClient(house.database.superuser, async (client) => {
    await client.query(statement, [foreign[of], house.team('prevention')])
    return foreign[of]
  })
const foreignCampaign = foreignRow(`insert into campaign (folder, team, role, year, recorded_on) values ($1, $2, 'organiser', 2026, current_date) on conflict do nothing`, 'story')
const foreignEvent = foreignRow(`insert into event (folder, team, kind, role, form, state, on_day, recorded_on)
  values ($1, $2, 'workshop', 'organiser', 'informal', 'planned', '2026-03-12', current_date) on conflict do nothing`, 'card')
const foreignActivist = foreignRow(`insert into activist (folder, team, state, recorded_on) values ($1, $2, 'active', current_date) on conflict do nothing`, 'contact')

async function foreignRegistration(given: Given): Promise<string> {
  const folder = await foreignEvent(given)
  return withClient(given.house.database.superuser, async (client) => {
    await client.query(`insert into registration (id, folder, arrived_on, state, heads) values ($1, $1, current_date, 'listed', 1) on conflict do nothing`, [folder])
    return folder
  })
}

async function foreignCalendar({ foreign, house }: Given): Promise<string> {
  return withClient(house.database.superuser, async (client) => {
    await client.query(`insert into calendar_feed (id, token_hash, member, locale, made_on) select $1, sha256('calendar'), member, 'en', current_date from draft where id = $1
      on conflict (id) do nothing`, [foreign.draft])
    return foreign.draft
  })
}

const campaignOf = (folder: FolderId, house: House) => ({ folder, team: house.team('prevention'), role: 'organiser', year: 2026, fromMonth: null, toMonth: null, reach: [] })
const eventOf = (folder: FolderId, house: House) => ({
  folder, team: house.team('prevention'), kind: 'workshop', role: 'organiser', form: 'informal', state: 'planned', campaign: null, series: null, onDay: someDay, capacity: null,
  sessions: [{ id: newId(), onDay: someDay, starts: null, ends: null }],
})
/** A new folder as it would be sent to take the place of somebody else's. */
const movedTo = (folder: NewFolder, id: FolderId): NewFolder => ({ ...folder, id, key: { ...folder.key, folder: id }, holds: folder.holds.map((hold) => ({ ...hold, folder: id })) })
const noPapers = { authKey: zeros(32), sig: zeros(64), sheets: [] }

const othersWitness = newId<'record'>()

/** A witness that the stranger let look, put there by a superuser. */
async function foreignWitness({ foreign, house }: Given): Promise<string> {
  return withClient(house.database.superuser, async (client) => {
    await client.query(`insert into witness (id, token_hash, made_by) select $1, sha256('token'), member from draft where id = $2
      on conflict (id) do nothing`, [othersWitness, foreign.draft])
    return othersWitness
  })
}

/** Every endpoint of every contract, by method and path. One without an entry here fails the test. */
export const matrix: Readonly<Record<string, Entry>> = {
  'get /api/house/founded': nothing(),
  'post /api/house/link': nothing(() => ({ setupSecret: zeros(32) })),
  'post /api/house': refused('not-allowed', ({ house }) => ({
    setupSecret: zeros(32), organisation: { id: newId(), name: 'Друга', languages: ['en'], rootPublic: zeros(32), recoveryPublic: zeros(32), recoverySig: zeros(64), recoveryAuthKey: zeros(32) },
    lines: [house.line], teams: house.teams, epochs: [], seats: [], ledgerKey: { publicKey: zeros(32), number: 0, by: null, sig: zeros(64) }, account,
    member: { id: newId(), name: 'x', shown: 'x', roles: ['coordinator'], xPublic: zeros(32), edPublic: zeros(32), certificate: zeros(64) },
  })),
  'get /api/house': nothing(),
  // Whoever may changes the one house there is; nobody holds it.
  'put /api/house': nothing(({ house }) => ({ name: 'Primer', languages: ['sr-Cyrl', 'en'], lines: [{ ...house.line, closed: false }], teams: house.teams.map(({ id, name }) => ({ id, name })) })),
  'post /api/sessions/salt': nothing(() => ({ name: 'stranger' })),
  'post /api/sessions': refused('wrong-passphrase', () => ({ name: `nobody-${newId()}`.slice(0, 40), authKey: zeros(32), by: 'passphrase' })),
  'get /api/sessions/mine': nothing(),
  'get /api/sessions': nothing(),
  'put /api/sessions/:session/label': refused('not-found', async (given) => ({ session: await foreignSession(given), label: zeros(60) })),
  'delete /api/sessions/:session': refused('not-found', async (given) => ({ session: await foreignSession(given) })),
  'post /api/sessions/end-others': nothing(),
  'get /api/sessions/bundle': nothing(),
  'put /api/account/passphrase': refused('wrong-passphrase', () => ({
    proof: { authKey: zeros(32), by: 'passphrase' }, salt: account.salt, kdf: account.kdf, authKey: zeros(32), userKey: zeros(60), endOthers: true,
  })),
  'put /api/account/recovery-code': refused('wrong-passphrase', () => ({ proof: { authKey: zeros(32), by: 'recovery' }, recoveryAuthKey: zeros(32), recoveryUserKey: zeros(60) })),
  'post /api/passkeys/challenge': nothing(),
  'get /api/passkeys': nothing(),
  'post /api/passkeys': refused('passkey-refused', () => ({
    id: newId(), proof: { authKey: zeros(32), by: 'passphrase' }, publicKey: zeros(91), assertion: forgedAssertion, userKey: zeros(60), label: zeros(60),
  })),
  'put /api/passkeys/:passkey/label': refused('not-found', async (given) => ({ passkey: await foreignPasskey(given), label: zeros(60) })),
  'post /api/passkeys/:passkey/remove': refused('wrong-passphrase', async (given) => ({ passkey: await foreignPasskey(given), proof: { authKey: zeros(32), by: 'passphrase' } })),
  'post /api/sessions/by-passkey': refused('passkey-refused', () => ({ assertion: forgedAssertion })),
  'get /api/account/second-step': nothing(),
  'post /api/account/second-step': refused('wrong-passphrase', () => ({ proof: { authKey: zeros(32), by: 'passphrase' } })),
  'post /api/account/second-step/confirm': refused('not-found', () => ({ code: '000000' })),
  'post /api/account/second-step/off': refused('wrong-passphrase', () => ({ proof: { authKey: zeros(32), by: 'recovery' } })),
  'get /api/recovery': nothing(),
  'post /api/recovery/open': refused('wrong-papers', () => ({ papers: noPapers })),
  'post /api/recovery/enter': refused('wrong-papers', () => ({
    papers: noPapers, member: { id: newId(), name: 'x', shown: 'x', xPublic: zeros(32), edPublic: zeros(32), certificate: zeros(64) }, account, epochs: [], seats: [],
  })),
  'post /api/recovery/teams': refused('wrong-papers', ({ house, me }) => ({
    papers: noPapers, act, seats: [], epochs: [{ team: house.team('field'), epoch: 2, version: 2, publicKey: zeros(32), roster: zeros(60), by: me.me, sig: zeros(64), prevSeed: zeros(60) }],
  })),
  'post /api/recovery/folders': refused('wrong-papers', () => ({ papers: noPapers, holder: newId(), kind: 'story' })),
  'post /api/recovery/folders/give': refused('wrong-papers', ({ foreign, me, house }) => ({
    papers: noPapers, act, holder: newId(),
    holds: [{ holder: house.team('field'), folder: foreign.story, gen: 1, kind: 'story', listed: someDay, form: 'hpke', epoch: 1, wrap: zeros(80), by: me.me, sig: zeros(64) }],
  })),
  'post /api/recovery': refused('wrong-papers', ({ me, house }) => ({
    papers: noPapers, act, authKey: zeros(31), kept: { keepers: zeros(60), sealedFor: house.team('coordination'), epoch: 1 }, epochs: [], seats: [],
    row: { generation: 1, statement: zeros(60), prev: zeros(60), by: me.me, sigBefore: zeros(64), sigOwn: zeros(64), sigBy: zeros(64) },
  })),
  'get /api/notices': nothing(),
  'post /api/notices/seen': nothing(() => ({ ids: [newId()] })),
  'put /api/sessions/bundle': refused('changed-meanwhile', () => ({ bundle: zeros(60), fromVersion: 999 })),
  'delete /api/sessions/mine': nothing(),
  'post /api/invites': refused('taken', ({ foreign, house }) => ({
    id: foreign.invite, name: `other-${newId()}`.slice(0, 40), shown: 'Other', roles: ['consultant'], teams: [], sealed: zeros(60), sealedFor: house.team('coordination'), epoch: 1,
  })),
  'get /api/invites': nothing(),
  'get /api/invites/:invite': refused('not-found', () => ({ invite: newId() })),
  'post /api/invites/:invite/accept': refused('not-found', () => ({ invite: newId(), member: newId(), xPublic: zeros(32), edPublic: zeros(32), mac: zeros(32), account })),
  'post /api/members/:member/let-in': refused('not-found', () => ({ member: newId<'member'>() as MemberId, certificate: zeros(64), epochs: [], seats: [], act })),
  'post /api/members/:member/leave': refused('not-found', () => ({ member: newId(), house: true, epochs: [], seats: [], act })),
  'put /api/members/:member/work': refused('not-found', () => ({ member: newId(), roles: ['field'], certificate: null, joins: { epochs: [], seats: [] }, leaves: { epochs: [], seats: [] }, act })),
  'post /api/members/:member/keys': refused('not-found', () => ({ member: newId(), invite: newId(), certificate, epochs: [], seats: [], act })),
  'get /api/members/:member/lost': nothing(() => ({ member: newId() })),
  'post /api/members/:member/give-back': refused('not-found', ({ foreign, me }) => {
    const member = newId()
    return { member, holds: [foreign.hold(member, me.me)], act }
  }),
  'delete /api/invites/:invite': refused('not-found', () => ({ invite: newId() })),
  'get /api/members/:member/alone': nothing(() => ({ member: newId() })),
  'get /api/members': nothing(),
  'post /api/members/:member/suspend': refused('not-found', () => ({ member: newId(), suspended: true })),
  'put /api/drafts/:id': refused('not-found', ({ foreign }) => ({ id: foreign.draft, blob: zeros(60) })),
  'get /api/drafts': nothing(),
  'delete /api/drafts/:id': nothing(({ foreign }) => ({ id: foreign.draft })),
  'post /api/contacts': refused('out-of-order', async ({ foreign, me, house }) => {
    const { folder, doc } = await sealed(me, 'contact', [me.me], { says: 'моје' })
    return {
      contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, newClients: [],
      links: [{ client: foreign.client, as: 'about', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
    }
  }),
  'get /api/folders/:folder/keys': refused('not-found', ({ foreign }) => ({ folder: foreign.story })),
  'get /api/contacts': nothing(),
  'post /api/contacts/of-clients': nothing(({ foreign }) => ({ clients: [foreign.client] })),
  'get /api/contacts/:folder/versions': refused('not-found', ({ foreign }) => ({ folder: foreign.contact })),
  'get /api/contacts/:folder': refused('not-found', ({ foreign }) => ({ folder: foreign.contact })),
  'put /api/contacts/:folder': refused('not-found', ({ foreign, me, house }) => ({
    ...contactOf(foreign.contact, house.line.id, house.team('sos_line')), version: 1, doc: foreign.forged('contact', me.me),
  })),
  'post /api/contacts/:folder/links': refused('not-found', ({ foreign }) => ({ folder: foreign.contact, client: foreign.client, as: 'caller', holds: [] })),
  'post /api/contacts/:folder/unlink': refused('not-found', ({ foreign }) => ({ folder: foreign.contact, client: foreign.client, as: 'about' })),
  'get /api/cards': nothing(),
  'get /api/cards/part': nothing(),
  'get /api/cards/versions': nothing(),
  'post /api/cards/some': nothing(({ foreign }) => ({ clients: [foreign.client] })),
  'post /api/hand-overs': refused('taken', async ({ foreign, me, house }) => {
    const { folder, doc } = await sealed(me, 'hand_over', [house.team('sos_line')], {})
    return { folder: foreign.story, team: house.team('sos_line'), newFolder: { ...folder, id: foreign.story, key: { ...folder.key, folder: foreign.story }, holds: folder.holds.map((hold) => ({ ...hold, folder: foreign.story })) }, doc: { ...doc, folder: foreign.story, schema: 'hand-over/1' } }
  }),
  'get /api/hand-overs': nothing(),
  'post /api/hand-overs/:folder/seen': refused('not-found', async (given) => ({ folder: await foreignHandOver(given) })),
  'get /api/presence': nothing(),
  'put /api/presence': nothing(() => ({ state: 'free' })),
  'delete /api/presence': nothing(),
  'post /api/clients': refused('taken', async ({ foreign, me }) => {
    const { folder, doc } = await sealed(me, 'card', [me.me], {})
    return { id: foreign.client, card: folder, doc }
  }),
  'get /api/clients/:client': refused('not-found', ({ foreign }) => ({ client: foreign.client })),
  'get /api/clients/:client/openings': refused('not-found', ({ foreign }) => ({ client: foreign.client })),
  'post /api/clients/:client/join': refused('not-found', ({ foreign }) => ({ client: foreign.client, joins: newId<'client'>(), card: null })),
  'post /api/clients/:client/part': refused('not-found', ({ foreign }) => ({ client: foreign.client, parts: foreign.client, card: null })),
  'put /api/clients/:client/card': refused('not-found', ({ foreign, me }) => ({ client: foreign.client, doc: foreign.forged('card', me.me) })),
  'post /api/clients/:client/folders': refused('not-found', async ({ foreign, me }) => ({ client: foreign.client, ...(await sealed(me, 'story', [me.me], {})) })),
  'get /api/clients/:client/restriction': refused('not-found', ({ foreign }) => ({ client: foreign.client })),
  'post /api/clients/:client/restriction': refused('not-found', async ({ foreign, me }) => {
    const { folder, doc } = await sealed(me, 'glass', [me.me], { label: 'туђе' })
    const key = { folder: foreign.story, kind: 'story', gen: 2, commitment: zeros(32), prev: zeros(60), by: me.me, sig: zeros(64) }
    const hold = { holder: me.me, folder: foreign.story, gen: 2, kind: 'story', listed: someDay, form: 'own', epoch: 0, wrap: zeros(60), by: me.me, sig: zeros(64) }
    return { client: foreign.client, fromVersion: 0, named: [me.me], since: someDay, sig: zeros(64), box: folder, label: doc, keys: [{ key, holds: [hold] }], act }
  }),
  'post /api/clients/:client/widen': refused('not-found', ({ foreign }) => ({ client: foreign.client, base: [], linked: [], act })),
  'get /api/clients/:client/break-glass': refused('not-found', ({ foreign }) => ({ client: foreign.client })),
  'get /api/break-glass': nothing(),
  'get /api/break-glass/running': nothing(),
  'post /api/break-glass': refused('not-found', ({ foreign, me }) => ({
    id: newId(), client: foreign.client, box: foreign.story, hours: 4, sig: zeros(64), reason: foreign.forged('story', me.me), act,
  })),
  'get /api/break-glass/:request/shares': refused('not-found', () => ({ request: newId() })),
  'post /api/break-glass/:request/agree': refused('not-found', ({ foreign }) => ({ request: newId(), halves: [{ folder: foreign.story, gen: 1, wrap: zeros(81), sig: zeros(64) }], act })),
  'get /api/break-glass/:request/halves': refused('not-found', () => ({ request: newId() })),
  'post /api/break-glass/:request/open': refused('not-found', ({ foreign, me }) => ({
    request: newId(), holds: [{ holder: me.me, folder: foreign.story, gen: 1, kind: 'story', listed: someDay, form: 'glass', epoch: 0, wrap: zeros(60), by: me.me, sig: zeros(64) }],
  })),
  'post /api/break-glass/:request/end': refused('not-found', () => ({ request: newId(), act })),
  'get /api/break-glass/:request/reads': refused('not-found', () => ({ request: newId() })),
  'post /api/folders/:folder/docs': refused('not-found', ({ foreign, me }) => ({ folder: foreign.story, doc: foreign.forged('story', me.me) })),
  'post /api/situations': refused('not-found', async ({ foreign, me }) => {
    const { folder, doc } = await sealed(me, 'account', [me.me], {})
    const story = await sealed(me, 'story', [me.me], {})
    return {
      folder: folder.id, year: 2026, form: 'not_asked', scope: 'not_asked', persons: 1, newFolder: folder, doc, newClients: [],
      people: [{ story: story.folder, storyDoc: story.doc, person: null, event: null, eventFolder: null, centre: null, client: foreign.client }],
    }
  }),
  'get /api/situations': nothing(),
  'get /api/persons': nothing(),
  'get /api/status-events': nothing(),
  'post /api/status-events': refused('not-found', (given) => ({
    ...event(given), status: 'presumed', decidedBy: 'ngo', minor: 'no', report: null, folder: given.foreign.story, newFolder: null, doc: null,
  })),
  'post /api/centre-events': refused('not-found', (given) => ({ ...event(given), step: 'reported', outcome: 'pending', folder: given.foreign.story, newFolder: null, doc: null })),
  'put /api/persons/:folder': refused('not-found', ({ foreign }) => ({
    folder: foreign.story, client: foreign.client, sex: 'not_asked', form: 'not_asked', citizenRs: 'not_asked', exploitedRs: 'not_asked', version: 1, newFolder: null, doc: null,
  })),
  'post /api/services': refused('not-found', async ({ foreign, me, house }) => {
    const { folder, doc } = await sealed(me, 'story', [me.me], {})
    return { ...serviceOf(foreign.client, house.team('sos_line')), folder: folder.id, newFolder: folder, doc }
  }),
  'post /api/institution-contacts': refused('not-found', ({ foreign, house }) => ({
    id: newId(), client: foreign.client, team: house.team('sos_line'), kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', onDay: someDay,
    folder: foreign.story, newFolder: null, doc: null,
  })),
  'post /api/campaigns': refused('taken', async ({ foreign, me, house }) => {
    const { folder, doc } = await sealed(me, 'campaign', [me.me], {})
    return { ...campaignOf(foreign.story, house), newFolder: movedTo(folder, foreign.story), doc: { ...doc, folder: foreign.story } }
  }),
  'put /api/campaigns/:folder': refused('not-found', async (given) => ({ ...campaignOf(await foreignCampaign(given), given.house), version: 1, doc: { ...given.foreign.forged('story', given.me.me), folder: given.foreign.story } })),
  'get /api/campaigns': nothing(),
  'get /api/campaigns/heard': nothing(() => ({ from: '2026-01-01', to: '2026-12-31' })),
  'post /api/prevention/events': refused('taken', async ({ foreign, me, house }) => {
    const { folder, doc } = await sealed(me, 'event', [me.me], {})
    return { ...eventOf(foreign.story, house), newFolder: movedTo(folder, foreign.story), doc: { ...doc, folder: foreign.story } }
  }),
  'put /api/prevention/events/:folder': refused('not-found', async (given) => ({ ...eventOf(await foreignEvent(given), given.house), version: 1, doc: { ...given.foreign.forged('card', given.me.me), folder: given.foreign.card } })),
  'put /api/prevention/events/:folder/heads': refused('not-found', async (given) => ({ folder: await foreignEvent(given), version: 1, heads: [] })),
  'get /api/prevention/events': nothing(),
  'get /api/prevention/events/:folder': refused('not-found', async (given) => ({ folder: await foreignEvent(given) })),
  'get /api/prevention/events/:folder/participants': refused('not-found', async (given) => ({ folder: await foreignEvent(given) })),
  'post /api/prevention/events/:folder/participants': refused('not-found', async (given) => ({ folder: await foreignEvent(given), newFolder: null, doc: { ...given.foreign.forged('card', given.me.me), schema: 'participant/1' } })),
  'post /api/prevention/events/:folder/participants/take-away': refused('not-found', async (given) => ({ folder: await foreignEvent(given), doc: { ...given.foreign.forged('card', given.me.me), schema: 'participant/1', version: 2 }, certificate: null, registration: null, counted: null })),
  'get /api/prevention/events/:folder/page': refused('not-found', async (given) => ({ folder: await foreignEvent(given) })),
  'put /api/prevention/events/:folder/page': refused('not-found', async (given) => ({ folder: await foreignEvent(given), slug: 'abcdefghijkl', open: true, locale: 'en', title: 'x', said: '', where: '', contact: 'x' })),
  'post /api/prevention/events/:folder/registrations/:id': refused('not-found', async (given) => ({ folder: await foreignEvent(given), id: await foreignRegistration(given), state: 'taken' })),
  'get /api/prevention/registrations': nothing(),
  'get /api/prevention/events/:folder/evaluations': refused('not-found', async (given) => ({ folder: await foreignEvent(given) })),
  'post /api/prevention/events/:folder/certificates': refused('not-found', async (given) => ({ folder: await foreignEvent(given), hashes: [zeros(32)] })),
  'post /api/prevention/events/:folder/certificates/withdraw': refused('not-found', async (given) => ({ folder: await foreignEvent(given), hash: zeros(32) })),
  'get /api/prevention/calendars': nothing(),
  'post /api/prevention/calendars': refused('taken', async (given) => ({ id: await foreignCalendar(given), tokenHash: zeros(32), locale: 'en' })),
  'delete /api/prevention/calendars/:id': refused('not-found', async (given) => ({ id: await foreignCalendar(given) })),
  'post /api/activists': refused('taken', async ({ foreign, me, house }) => {
    const { folder, doc } = await sealed(me, 'activist', [me.me], {})
    return { folder: foreign.story, team: house.team('prevention'), state: 'active', newFolder: movedTo(folder, foreign.story), doc: { ...doc, folder: foreign.story } }
  }),
  'put /api/activists/:folder': refused('not-found', async (given) => ({ folder: await foreignActivist(given), team: given.house.team('prevention'), state: 'left', version: 1, doc: { ...given.foreign.forged('contact', given.me.me), folder: given.foreign.contact } })),
  'get /api/activists': nothing(() => ({ year: 2026 })),
  'post /api/activists/:folder/hours': refused('not-found', async (given) => ({ id: newId(), folder: await foreignActivist(given), event: null, kind: 'workshop', onDay: someDay, hours: 2 })),
  'get /api/activists/:folder/hours': refused('not-found', async (given) => ({ folder: await foreignActivist(given) })),
  'delete /api/activists/:folder/hours/:id': refused('not-found', async (given) => ({ folder: await foreignActivist(given), id: newId() })),
  'post /api/prevention/events/:event/hours': refused('not-found', async (given) => ({ event: await foreignEvent(given), onDay: someDay, given: [{ id: newId(), folder: await foreignActivist(given), hours: 2 }] })),
  'get /api/prevention/events/:event/hours': refused('not-found', async (given) => ({ event: await foreignEvent(given) })),
  'post /api/services/:id/take-back': refused('not-found', ({ foreign }) => ({ id: foreign.service, folder: foreign.story, docs: [] })),
  'post /api/contacts/:folder/help': refused('not-found', ({ foreign }) => ({ folder: foreign.contact, client: null, given: [{ id: newId(), kind: 'counselling' }] })),
  'post /api/contacts/:folder/institutions': refused('not-found', ({ foreign, me }) => ({
    folder: foreign.contact, id: newId(), client: null, kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', doc: { ...foreign.forged('contact', me.me), schema: 'institution-contact/1' },
  })),
  'post /api/institution-contacts/:id/take-back': refused('not-found', ({ foreign }) => ({ id: newId(), folder: foreign.story, docs: [] })),
  'post /api/institution-contacts/:id/follow-ups': refused('not-found', ({ foreign, me }) => ({ id: newId(), doc: { ...foreign.forged('story', me.me), schema: 'institution-follow-up/1' } })),
  'get /api/institution-contacts': nothing(() => ({ from: '2026-01-01', to: '2026-12-31' })),
  'get /api/institution-contacts/imports': nothing(),
  'get /api/institution-contacts/imports/:id/rows': refused('not-found', () => ({ id: newId() })),
  'post /api/institution-contacts/imports': refused('taken', async ({ foreign, me, house }) => {
    const { folder } = await sealed(me, 'story', [me.me], {})
    return { id: newId(), team: house.team('coordination'), folder: movedTo(folder, foreign.story), contacts: 1 }
  }),
  'post /api/institution-contacts/imports/:id/contacts': refused('not-found', async ({ foreign, me }) => {
    const { folder } = await sealed(me, 'story', [me.me], {})
    const doc = foreign.forged('story', me.me, 1)
    return {
      id: newId(), rows: { ...doc, schema: 'past-contacts/1' },
      blocks: [{ folder: movedTo(folder, foreign.story), contacts: [{ id: newId(), kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', onDay: someDay }], docs: [{ ...doc, schema: 'institution-contact/1' }] }],
    }
  }),
  'post /api/institution-contacts/imports/:id/take': refused('not-found', () => ({ id: newId(), contacts: 1 })),
  'post /api/institution-contacts/imports/:id/drop': nothing(() => ({ id: newId() })),
  'get /api/directory': nothing(),
  'post /api/directory/entries': refused('not-found', ({ foreign, me }) => ({ folder: foreign.story, newFolder: null, docs: [{ ...foreign.forged('story', me.me), schema: 'directory/1' }] })),
  'post /api/directory/imports': refused('not-found', ({ foreign }) => ({ id: newId(), folder: foreign.story, newFolder: null, entries: 1 })),
  'post /api/directory/imports/:id/pages': refused('not-found', ({ foreign, me }) => ({ id: newId(), docs: [{ ...foreign.forged('story', me.me, 1), schema: 'directory/1' }] })),
  'post /api/directory/imports/:id/take': refused('not-found', () => ({ id: newId(), pages: 1 })),
  'post /api/directory/imports/:id/drop': nothing(() => ({ id: newId() })),
  'post /api/memoranda': refused('taken', async ({ foreign, me }) => {
    const { folder, doc } = await sealed(me, 'memorandum', [me.me], {})
    return { ...agreement, folder: foreign.story, newFolder: { ...folder, id: foreign.story, key: { ...folder.key, folder: foreign.story }, holds: folder.holds.map((hold) => ({ ...hold, folder: foreign.story })) }, doc: { ...doc, folder: foreign.story } }
  }),
  'put /api/memoranda/:folder': refused('not-found', ({ foreign, me }) => ({ ...agreement, folder: foreign.story, version: 1, doc: foreign.forged('story', me.me) })),
  'get /api/memoranda': nothing(),
  'post /api/requests': refused('taken', async ({ foreign, me }) => {
    const { folder, doc } = await sealed(me, 'request', [me.me], {})
    return { ...asking, folder: foreign.story, newFolder: { ...folder, id: foreign.story, key: { ...folder.key, folder: foreign.story }, holds: folder.holds.map((hold) => ({ ...hold, folder: foreign.story })) }, doc: { ...doc, folder: foreign.story } }
  }),
  'put /api/requests/:folder': refused('not-found', ({ foreign, me }) => ({ ...asking, folder: foreign.story, version: 1, doc: foreign.forged('story', me.me) })),
  'get /api/requests': nothing(),
  'get /api/pathways': nothing(),
  // Whoever may adds to what the house has; nobody holds it.
  'post /api/pathways': nothing(() => ({ pathway: serbia })),
  'delete /api/pathways/:country/:version': nothing(() => ({ country: 'RS', version: 1 })),
  'put /api/pathways/applied': nothing(() => ({ country: 'RS' })),
  'post /api/folders/:folder/files/:file/pieces/:n': refused('not-found', ({ foreign }) => ({ folder: foreign.story, file: newId(), n: 0, bytes: zeros(60) })),
  'post /api/folders/:folder/files/:file/keep': refused('not-found', ({ foreign }) => ({ folder: foreign.story, file: newId() })),
  'post /api/folders/:folder/files/:file/go': refused('not-found', ({ foreign }) => ({ folder: foreign.story, file: newId(), stopped: true })),
  'get /api/folders/:folder/files/:file/pieces/:n': refused('not-found', ({ foreign }) => ({ folder: foreign.story, file: newId(), n: 0 })),
  'get /api/figures': nothing(() => ({ from: '2026-01-01', to: '2026-12-31' })),
  'get /api/figures/situations': nothing(() => ({ from: '2026-01-01', to: '2026-12-31' })),
  'get /api/tables': nothing(() => ({ topic: 'calls', rows: 'type', columns: 'year', from: '2026-01-01', to: '2026-12-31' })),
  'get /api/figures/:figure/records': nothing(() => ({ figure: 'calls', from: '2026-01-01', to: '2026-12-31' })),
  'get /api/faults': nothing(),
  'get /api/ledger': refused('not-found', ({ foreign }) => ({ folder: foreign.contact })),
  'get /api/ledger/head': nothing(() => ({ since: 0 })),
  'get /api/ledger/heads': nothing(),
  'post /api/ledger/key': refused('bad-input', () => ({ key: { publicKey: Buffer.alloc(32, 1).toString('base64url'), number: 1, by: null, sig: zeros(64) }, act })),
  'get /api/ledger/alarms': nothing(),
  'get /api/ledger/range': nothing(() => ({ from: 1_000_000, limit: 500 })),
  'get /api/ledger/inclusion': nothing(() => ({ seq: 0, size: 1 })),
  'post /api/ledger/consistency': nothing(() => ({ from: [1], to: 2 })),
  'get /api/witnesses': nothing(),
  'post /api/witnesses': refused('taken', async (given) => ({ id: await foreignWitness(given), tokenHash: zeros(32) })),
  'delete /api/witnesses/:id': refused('not-found', () => ({ id: newId() })),
  'post /api/witness/key': refused('not-found', () => ({ token: zeros(32) })),
  'post /api/witness/heads': refused('not-found', () => ({ token: zeros(32), after: 0 })),
  'post /api/witness/leaves': refused('not-found', () => ({ token: zeros(32), from: 0 })),
  'post /api/witness/elsewhere': refused('not-found', () => ({ token: zeros(32), asked: [{ at: 1, place: 2 }] })),
  'post /api/witness/consistency': refused('not-found', () => ({ token: zeros(32), from: 1, to: 2 })),
}

/** Every route of these features by its name here. */
export const endpointsOf = (features: readonly { readonly contract: Contract }[]) =>
  features.flatMap(({ contract }) => Object.values(contract)).map((shape) => [`${shape.method} ${shape.path}`, shape] as const)

/** Routes that nobody said yet how they answer somebody else. */
export const withoutEntry = (features: readonly { readonly contract: Contract }[]): string[] =>
  endpointsOf(features).map(([name]) => name).filter((name) => !Object.hasOwn(matrix, name))
