import { campaigns, campaignWords } from '../features/campaigns/contract.ts'
import type { CampaignWords } from '../features/campaigns/contract.ts'
import type { OutputOf } from '../shared/endpoint.ts'
import type { OpenDesk } from './session.tsx'

export type OpenCampaign = OutputOf<typeof campaigns.list>['campaigns'][number] & { readonly words: CampaignWords | undefined; readonly doc: { readonly id: string; readonly version: number; readonly author: string } | undefined }

/** Every campaign she holds, opened. */
export async function readCampaigns(desk: Pick<OpenDesk, 'call' | 'keys'>): Promise<OpenCampaign[]> {
  const { campaigns: rows, served } = await desk.call(campaigns.list, {})
  await desk.keys.admit(served)
  const docs = await desk.keys.openDocs(served.docs)
  return rows.map((row) => {
    const doc = docs.find((one) => one.folder === row.folder)
    return { ...row, words: campaignWords.safeParse(doc?.content).data, doc: doc && { id: doc.id, version: doc.version, author: doc.author } }
  })
}

/** To choose one of them; with its year, because titles come again. */
export const titlesOf = (all: readonly OpenCampaign[]): { readonly value: string; readonly label: string }[] =>
  all.map(({ folder, year, words }) => ({ value: folder, label: [words?.title ?? '–', year].filter(Boolean).join(', ') }))
