import { Link } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { Empty, LinkButton, Loaded, Notice, Page, Row, Stack, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { clientTold, institutionKind, requestAnswer, requestBasis } from '../../../vocabulary/index.ts'
import { remarksOn } from '../rules.ts'
import { useRequests } from './requests.ts'
import type { AuthorityRequest } from './requests.ts'
import { requestWords } from './words.ts'

/** Who asked us for what, on what it rested, what we answered, and whether she knows. On paper without a name of hers. */
export default function RequestList() {
  const say = useWords(requestWords)
  const read = useRequests()
  return (
    <Page title={say('title')} lead={say('lead')}
      actions={<><LinkButton kind="quiet" href="/directory" name="requests.directory">{say('to.directory')}</LinkButton><LinkButton kind="primary" href="/requests/new" name="requests.new">{say('to.new')}</LinkButton></>}>
      <Loaded query={read} lines={6} empty={<Empty title={say('empty')}>{say('empty.words')}</Empty>}>{(all) => <Shown all={all} />}</Loaded>
    </Page>
  )
}

function Shown({ all }: { readonly all: readonly AuthorityRequest[] }) {
  const say = useWords(requestWords)
  const locale = useLocale()
  const { label } = useCodes()
  const today = dayOf(new Date())
  const closed = all.filter((one) => !one.words).length
  const answer = ({ facts }: AuthorityRequest) => [label(requestAnswer, facts.answer), facts.answeredOn && formatDay(facts.answeredOn, locale)].filter(Boolean).join(', ')
  return (
    <Stack>
      {closed > 0 && <Notice kind="problem">{say('closed', { count: closed })}</Notice>}
      <Table caption={say('title')} captionHidden name="requests.list" rows={all} keyOf={(one) => one.facts.folder} columns={[
        { key: 'received', whole: true, label: say('received'), cell: (one) => <Link href={`/requests/${one.facts.folder}/edit`} data-key="requests.open">{formatDay(one.facts.receivedOn, locale)}</Link>, sort: (one) => one.facts.receivedOn },
        { key: 'who', label: say('who'), heads: true, cell: (one) => one.words?.authority || label(institutionKind, one.facts.kind) },
        { key: 'basis', label: say('basis'), cell: (one) => [label(requestBasis, one.facts.basis), one.words?.lawNamed].filter(Boolean).join(': ') },
        { key: 'answer', label: say('answer'), cell: answer, sort: (one) => one.facts.answer },
        { key: 'told', label: say('told'), cell: (one) => label(clientTold, one.facts.told) },
        { key: 'remarks', label: say('remarks'), cell: (one) => <Row>{remarksOn(one.facts, today).map((remark) => <Tag key={remark} decision>{say(`remark.${remark}`)}</Tag>)}</Row> },
      ]} />
    </Stack>
  )
}
