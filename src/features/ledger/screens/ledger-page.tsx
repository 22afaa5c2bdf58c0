import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Empty, Loaded, Notice, Page, Row, Select, Table, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import type { FolderId, MemberId } from '../../../shared/ids.ts'
import { withAct } from '../../../shared/signed-act.ts'
import { formatMoment } from '../../../shared/words.ts'
import type { ActCheck } from '../../../vault/vault.ts'
import { WitnessesPart } from '../../witness/screens/witnesses-part.tsx'
import { ledger } from '../contract.ts'
import { CertifyNextKey } from './certify-next-key.tsx'
import { ledgerWords as words } from './words.ts'

export default function LedgerPage() {
  const desk = useDesk()
  const say = useWords(words)
  const locale = useLocale()
  const [member, setMember] = useState<string | null>(null)
  const [search, setSearch] = useSearchParams()
  const folder = search.get('folder') as FolderId | null
  const certified = desk.house.ledgerKey
  const when = (at: string) => formatMoment(at, locale)
  const head = useQuery({ queryKey: ['ledger', 'head'], queryFn: () => desk.call(ledger.head, {}).then((answer) => answer.head), retry: false })
  const query = useInfiniteQuery({
    queryKey: ['ledger', member, folder], initialPageParam: undefined as number | undefined, staleTime: 0,
    queryFn: ({ pageParam }) => desk.call(ledger.entries, { limit: 100, ...(folder && { folder }), ...(member && { member: member as MemberId }), ...(pageParam !== undefined && { before: pageParam }) }).then((page) => page.entries),
    getNextPageParam: (page) => (page.length === 100 ? page.at(-1)?.seq : undefined),
  })
  const signed = (query.data?.pages.flat() ?? []).flatMap(({ seq, actor, action, act }) => (act ? [{ seq, actor, action, act }] : []))
  const checks = useQuery({
    queryKey: ['ledger', 'acts', signed.map(({ seq, act }) => `${seq} ${act.sig}`).join()], enabled: signed.length > 0,
    queryFn: async () => new Map((await desk.keys.checkActs(signed)).map((check, at) => [signed[at]?.seq, check])),
  })
  return (
    <Page title={say('title')} lead={say('lead')}>
      {folder && <Row><span>{say('of-folder')}</span><Button kind="quiet" name="ledger.all" onClick={() => setSearch({})}>{say('all')}</Button></Row>}
      <Select name="ledger.member" label={say('member')} value={member} empty={say('everybody')} onChange={setMember} options={desk.house.members.map((one) => ({ value: one.id as string, label: one.shown }))} />
      {head.data && <p data-key="ledger.head">{say('head', { size: head.data.size, at: when(head.data.at) })} {certified && (certified.by ? say('key.by', { who: desk.memberShown(certified.by) }) : say('key.root'))}</p>}
      {head.data && !certified && <CertifyKey publicKey={head.data.publicKey} />}
      {head.data && certified && head.data.publicKey !== certified.publicKey && <CertifyNextKey publicKey={head.data.publicKey} number={certified.number + 1} />}
      <Loaded query={{ ...query, data: query.data?.pages.flat() }} lines={12} empty={<Empty title={say('empty')} />}>
        {(entries) => (
          <>
            <Table
              caption={say('title')} captionHidden rows={entries} keyOf={(entry) => String(entry.seq)} name="ledger.entries"
              columns={[
                { key: 'seq', label: say('seq'), number: true, cell: (entry) => entry.seq },
                { key: 'at', label: say('at'), cell: (entry) => when(entry.at) },
                { key: 'who', label: say('who'), cell: (entry) => (entry.actor ? desk.memberShown(entry.actor) : say('nobody')) },
                { key: 'what', label: say('what'), cell: (entry) => [say(`action.${entry.action}`), say('folders', { count: entry.traces.length })].filter(Boolean).join(' · ') },
                { key: 'result', label: say('result'), cell: (entry) => <>{say(`result.${entry.result}`)}{entry.act && <Signed check={checks.data?.get(entry.seq)} who={desk.memberShown(entry.actor)} />}</> },
              ]}
            />
            {query.hasNextPage && <Row><Button name="ledger.more" onClick={() => void query.fetchNextPage()}>{say('more')}</Button></Row>}
          </>
        )}
      </Loaded>
      {desk.may('accounts:manage') && !folder && <WitnessesPart />}
    </Page>
  )
}

/** Whose signature stands with an entry, checked here with the keys that lead to the organisation's root. */
function Signed({ check, who }: { readonly check: ActCheck | undefined; readonly who: string }) {
  const say = useWords(words)
  if (!check) return null
  const said = say(`signed.${check}`, { who })
  return check === 'verified' ? <> · {said}</> : <> · <strong>{said}</strong></>
}

/** A house that was there before roots certified the key: a coordinator does it once. */
function CertifyKey({ publicKey }: { readonly publicKey: string }) {
  const desk = useDesk()
  const say = useWords(words)
  const tell = useTell()
  const plainly = usePlainly()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  async function certify() {
    setBusy(true)
    setError(undefined)
    try {
      const sent = { key: await desk.keys.certifyLedger(publicKey, 0) }
      await desk.call(ledger.certify, await withAct(desk.keys, 'ledger-key.certified', [], sent))
      await desk.relearn()
      tell(say('key.done'))
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Notice kind="decision" name="ledger.key" title={say('key.none')} actions={desk.may('members:let-in') && <Button name="ledger.certify" busy={busy} onClick={() => void certify()}>{say('key.certify')}</Button>}>
      {say('key.none.words')} {say('key.none.compare', { key: publicKey })}{error && ` ${error}`}
    </Notice>
  )
}
