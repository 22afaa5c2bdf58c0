import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { campaigns } from './contract.ts'
import { whatContradicts } from './rules.ts'
import { campaignStore } from './store.ts'
import type { CampaignFacts } from './store.ts'

function check(campaign: CampaignFacts): void {
  const path = whatContradicts(campaign)
  if (path) refuse('contradiction', { flaws: [{ path, rule: 'contradiction' }] })
  const channels = campaign.reach.map((one) => one.channel)
  if (new Set(channels).size < channels.length) refuse('bad-input', { flaws: [{ path: 'reach', rule: 'twice' }] })
}

export const campaignActions: Handlers<typeof campaigns> = {
  async save({ newFolder, doc, ...campaign }, { tx, member, now }) {
    check(campaign)
    if (newFolder.kind !== 'campaign' || newFolder.id !== campaign.folder || doc.folder !== campaign.folder) refuse('bad-input')
    const [store, folders] = [campaignStore(tx), folderStore(tx, member)]
    const isNew = await folders.make(newFolder)
    const added = await store.add(campaign, dayOf(now))
    if (isNew !== added) refuse('taken')
    if (added) await store.putReach(campaign, dayOf(now))
    await folders.write(doc)
    await noteInLedger(tx, 'campaign.saved', [newFolder.trace], added ? 'done' : 'already-there')
    return { alreadyThere: !added }
  },

  async change({ version, doc, ...campaign }, { tx, member, now }) {
    check(campaign)
    if (doc.folder !== campaign.folder) refuse('bad-input')
    const [store, folders] = [campaignStore(tx), folderStore(tx, member)]
    const there = (await store.byFolder(campaign.folder)) ?? refuse('not-found')
    if (!(await store.change(campaign, version))) {
      if (there.version === version + 1 && (await folders.has(doc))) return { version: there.version }
      refuse('changed-meanwhile', { current: there.version })
    }
    await store.putReach(campaign, dayOf(now))
    await folders.write(doc)
    await noteInLedger(tx, 'campaign.changed', await folders.traces([campaign.folder]))
    return { version: version + 1 }
  },

  async list(_, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'prevention')
    const rows = await campaignStore(tx).list()
    const folders = folderStore(tx, member)
    const ids = rows.map((row) => row.folder)
    await noteInLedger(tx, 'campaigns.page', await folders.traces(ids))
    return { campaigns: rows, served: await folders.serve(ids) }
  },

  async heard({ from, to, after, limit }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'figures')
    const calls = await campaignStore(tx).calls({ from, to }, after, limit)
    const folders = folderStore(tx, member)
    const ids = calls.map((call) => call.contact)
    await noteInLedger(tx, 'heard.page', await folders.traces(ids))
    return { calls, served: await folders.serve(ids), next: calls.length === limit ? (ids.at(-1) ?? null) : null }
  },
}
