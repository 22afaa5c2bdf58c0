import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { readCampaigns } from '../../../desk/campaign-titles.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Empty, LinkButton, Loaded, Page, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { formatNumber } from '../../../shared/words.ts'
import { useCodes } from '../../../desk/codes.ts'
import { ourRole } from '../../../vocabulary/index.ts'
import { reachOf } from '../rules.ts'
import { campaignWordsOf } from './words.ts'

/** Newest first; one whose year nobody knows stands last and says so. */
export default function CampaignList() {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const query = useQuery({ queryKey: ['campaigns', 'list'], queryFn: () => readCampaigns(desk) })
  return (
    <Page title={say('title')} actions={desk.may('prevention:write') && <span data-chrome><LinkButton href="/prevention/campaign" name="campaign.new">{say('new')}</LinkButton></span>}>
      <Loaded query={query} lines={8} empty={<Empty title={say('none')}>{say('none.words')}</Empty>}>
        {(all) => (
          <Table caption={say('title')} captionHidden name="campaigns.list" rows={all} keyOf={(one) => one.folder}
            columns={[
              { key: 'name', label: say('name'), heads: true, cell: (one) => <Link href={`/campaigns/${one.folder}`} data-key="campaign.open">{one.words?.title || '–'}</Link> },
              { key: 'year', label: say('year'), cell: (one) => one.year ?? say('year.unknown'), sort: (one) => one.year },
              { key: 'role', label: say('role'), cell: (one) => label(ourRole, one.role) },
              { key: 'reach', label: say('reach'), number: true, cell: (one) => (one.reach.length ? formatNumber(reachOf(one.reach).known, locale) : '–') },
            ]} />
        )}
      </Loaded>
    </Page>
  )
}
