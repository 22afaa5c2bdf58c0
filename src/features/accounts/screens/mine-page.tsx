import { Page, useWords } from '../../../desk/ui/index.ts'
import { DeskSettings } from './desk-settings.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { WaysIn } from './ways-in.tsx'
import { accountWords } from './words.ts'

/** What a member does with her own keys, and with how her desk looks. Nobody else sees any of it. */
export default function MinePage() {
  const say = useWords(accountWords)
  return (
    <Page title={say('title')} lead={say('lead')}>
      <DeskSettings />
      <WaysIn />
      <SessionsPanel />
    </Page>
  )
}
