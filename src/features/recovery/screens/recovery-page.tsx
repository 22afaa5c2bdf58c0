import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Facts, Loaded, Notice, Page, Panel, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import type { OutputOf } from '../../../shared/endpoint.ts'
import { formatDay } from '../../../shared/words.ts'
import { keeperWords, recovery } from '../contract.ts'
import { Ceremony } from './ceremony.tsx'
import { LoneFolders } from './lone-folders.tsx'
import { SheetsTyped } from './sheets-typed.tsx'
import { TeamPlaces } from './team-places.tsx'
import { recoveryWords } from './words.ts'

type Said = OutputOf<typeof recovery.papers>
type Using = Awaited<ReturnType<ReturnType<typeof useDesk>['keys']['usePapers']>>
type Proof = Awaited<ReturnType<ReturnType<typeof useDesk>['keys']['putPapers']>>
/** The sheets while they are in: what proves them to the program, and what they open. */
export type InUse = Using & { readonly proof: Proof }

/** For coordinators: what the recovery sheets are, what they bring back, and how new ones are made. */
export default function RecoveryPage() {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['recovery'], staleTime: 0, queryFn: () => desk.call(recovery.papers, {}) })
  const [inUse, setInUse] = useState<InUse>()
  // Whoever leaves the page leaves the sheets behind: nothing of them stays in the key worker.
  useEffect(() => () => void desk.keys.putAway().catch(() => undefined), [])

  async function open(texts: readonly string[]) {
    await desk.relearn()
    const proof = await desk.keys.putPapers(texts)
    const house = await desk.call(recovery.open, { papers: proof })
    setInUse({ ...(await desk.keys.usePapers(house)), proof })
  }
  async function putAway() {
    setInUse(undefined)
    await desk.keys.putAway()
    await client.invalidateQueries({ queryKey: ['recovery'] })
  }
  /** What was changed is read again, so that the next step stands on it. */
  async function again(proof: Proof) {
    await desk.relearn()
    const house = await desk.call(recovery.open, { papers: proof })
    setInUse({ ...(await desk.keys.usePapers(house)), proof })
    await client.invalidateQueries({ queryKey: ['recovery'] })
  }
  return (
    <Page title={say('title')} lead={say('lead')} over={<Link href="/members" data-key="recovery.members">{say('members')}</Link>}>
      <Loaded query={query}>{(said) => (
        <>
          <InForce said={said} />
          {inUse ? (
            <>
              <Notice kind="decision" title={say('in-use.title')} name="recovery.in-use" actions={<Button name="recovery.put-away" onClick={() => void putAway()}>{say('put-away')}</Button>}>{say('in-use')}</Notice>
              <TeamPlaces inUse={inUse} onDone={() => again(inUse.proof)} />
              <LoneFolders inUse={inUse} alone={said.alone} onDone={() => again(inUse.proof)} />
              <Ceremony inUse={inUse} onDone={putAway} />
            </>
          ) : (
            <Panel title={say('use')} name="recovery.use">
              <Stack>
                <p>{say('use.words')}</p>
                {said.alone.length > 0 && <Notice kind="decision" title={say('alone')} name="recovery.waiting">{say('alone.waiting', { count: said.alone.reduce((sum, one) => sum + one.folders, 0) })}</Notice>}
                <SheetsTyped keys={desk.keys} button={say('open')} onSheets={open} />
              </Stack>
            </Panel>
          )}
        </>
      )}</Loaded>
    </Page>
  )
}

function InForce({ said: { since } }: { readonly said: Said }) {
  const desk = useDesk()
  const say = useWords(recoveryWords)
  const locale = useLocale()
  const keepers = useQuery({
    queryKey: ['recovery', 'keepers', since?.generation], enabled: since !== null, retry: false,
    queryFn: async () => (since ? keeperWords.parse(await desk.keys.openKeepers(since.generation, since.kept)).names : []),
  })
  if (!since) return <Panel title={say('in-force')} name="recovery.in-force"><p>{say('founding-sheet')}</p></Panel>
  const several = (keepers.data?.length ?? 0) > 1
  return (
    <Panel title={say('in-force')} name="recovery.in-force">
      <Stack tight>
        <Facts facts={[{ label: say('since'), value: formatDay(since.madeOn, locale) }, { label: say('since.by'), value: desk.memberShown(since.by) }]} />
        {keepers.data && <Facts facts={keepers.data.map((name, at) => ({ label: several ? say('sheet.number', { number: at + 1, of: keepers.data.length }) : say('sheet.one'), value: name, name: 'recovery.keeper' }))} />}
        {keepers.isError && <p>{say('keepers.closed')}</p>}
        <p>{say('keepers.why')}</p>
      </Stack>
    </Panel>
  )
}
