import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, month, version } from '../../shared/fields.ts'
import { folderId, teamId } from '../../shared/ids.ts'
import { missing } from '../../shared/missing.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { campaignChannel, ourRole } from '../../vocabulary/index.ts'
import { servedFolder } from '../clients/contract.ts'
import { sealedFile } from '../folders/contract.ts'

export const reachCounted = { from: 0, to: 1_000_000_000 } as const
export const campaignYears = { from: 1990, to: 2200 } as const

/** How many one channel reached; null: not known, which is not zero. */
export const campaignReach = z.object({
  channel: z.enum(campaignChannel.codes),
  reached: z.nullable(z.int().check(z.minimum(reachCounted.from), z.maximum(reachCounted.to))),
})

/** In the clear and counted. A year that nobody remembers is null, and the campaign is counted all the same. */
export const campaignFacts = z.object({
  folder: folderId,
  team: teamId,
  role: z.enum([...ourRole.codes, ...missing]),
  year: z.nullable(z.int().check(z.minimum(campaignYears.from), z.maximum(campaignYears.to))),
  fromMonth: z.nullable(month),
  toMonth: z.nullable(month),
  reach: z.array(campaignReach).check(z.maxLength(campaignChannel.codes.length)),
})

/** Sealed. Titles too: whoever takes calls holds them, so that she can say which campaign somebody heard of us by. */
export const campaignWords = z.object({
  title: z.string(),
  messages: z.string(),
  materials: z.string(),
  partners: z.string(),
  budgetLine: z.string(),
  notes: z.string(),
  /** Leaflets, posters, presentations; documents from before they could be attached have none. */
  files: z._default(z.array(sealedFile), []),
})
export type CampaignWords = z.output<typeof campaignWords>

const kept = z.extend(campaignFacts, { version })

export const campaigns = {
  save: endpoint({
    method: 'post', path: '/api/campaigns', may: 'prevention:write', as: 'app',
    says: 'A new campaign: our role, when, reach by channel; its title and words sealed. Safe to send twice.',
    input: z.extend(campaignFacts, { newFolder, doc: docRow }),
    output: done,
    changes: ({ folder }) => [{ kind: 'campaign', id: folder, folder }],
  }),
  change: endpoint({
    method: 'put', path: '/api/campaigns/:folder', may: 'prevention:write', as: 'app',
    says: 'Corrects a campaign; refused when somebody changed it meanwhile.',
    input: z.extend(campaignFacts, { version, doc: docRow }),
    output: z.object({ version }),
    changes: ({ folder }) => [{ kind: 'campaign', id: folder, folder }],
  }),
  list: endpoint({
    method: 'get', path: '/api/campaigns', may: 'campaigns:read', as: 'app',
    says: 'Every campaign she holds, newest first, those without a year last, with what opens them.',
    input: z.object({}),
    output: z.object({ campaigns: z.array(kept), served: servedFolder }),
  }),
  heard: endpoint({
    method: 'get', path: '/api/campaigns/heard', may: 'contacts:take', as: 'app',
    says: 'A page of the calls of a period that she holds, with what opens them: how somebody heard of us is sealed and counted in her own program.',
    input: z.object({ from: day, to: day, after: z.optional(folderId), limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 200) }),
    output: z.object({ calls: z.array(z.object({ contact: folderId, onDay: day, recordedOn: day })), served: servedFolder, next: z.nullable(folderId) }),
  }),
}
