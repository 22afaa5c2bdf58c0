import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { useDoingAloud } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Empty, Loaded, Notice, Page, Panel, Row, Stack, SureButton, useLocale, useWords } from '../../../desk/ui/index.ts'
import { Qr } from '../../../desk/ui/qr.tsx'
import type { FolderId } from '../../../shared/ids.ts'
import { asRead, formatDay } from '../../../shared/words.ts'
import { newCertificateCode } from '../certificate-code.ts'
import { events } from '../contract.ts'
import { certificatesOf } from '../rules.ts'
import { hashOfCode, readEvent, readParticipants, writeParticipant } from './read.ts'
import type { OpenEvent, Participant, Register } from './read.ts'
import { eventWordsOf } from './words.ts'

/** One page of paper for everybody who came to enough of it, with a code that anybody can check and that tells nothing else. */
export default function Certificates() {
  const desk = useDesk()
  const { folder } = useParams<{ folder: string }>()
  const query = useQuery({ queryKey: ['events', folder, 'participants', 'certificates'], queryFn: async () => ({ ...(await readEvent(desk, folder as FolderId)), known: await readParticipants(desk, folder as FolderId) }) })
  return <Loaded query={query} lines={8}>{({ event, known }) => <Papers event={event} known={known} />}</Loaded>
}

function Papers({ event, known }: { readonly event: OpenEvent; readonly known: Register }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const queries = useQueryClient()
  const { busy, doing } = useDoingAloud()
  const { ready, without, withdrawn } = certificatesOf(event.sessions, known.people)
  async function act(work: () => Promise<void>) {
    await doing(work)
    await queries.invalidateQueries({ queryKey: ['events', event.folder, 'participants'] })
  }
  const issue = (people: readonly Participant[]) => act(async () => {
    for (const person of people) {
      const code = newCertificateCode()
      // Valid before it is written down: a paper whose code is not valid would be worse than a code without paper.
      await desk.call(events.certify, { folder: event.folder, hashes: [hashOfCode(code)] })
      await writeParticipant(desk, event.folder, known.register, { ...person, words: { ...person.words, certificate: code, withdrawn: false } })
    }
  })
  const withdraw = (person: Participant) => act(async () => {
    await desk.call(events.withdrawCertificate, { folder: event.folder, hash: hashOfCode(person.words.certificate ?? '') })
    await writeParticipant(desk, event.folder, known.register, { ...person, words: { ...person.words, certificate: null, withdrawn: true } })
  })
  return (
    <Page title={<span data-chrome>{say('certificates')}</span>} over={<span data-chrome><Link href={`/events/${event.folder}`} data-key="event.back">{event.words?.title ?? say('prevention')}</Link></span>}
      actions={<span data-chrome><Row>
        {without.length > 0 && <Button kind="primary" name="certificates.issue" busy={busy} onClick={() => void issue(without)}>{say('certificates.issue', { count: without.length })}</Button>}
        {ready.length > 0 && <Button name="certificates.print" onClick={() => print()}>{say('certificates.print', { count: ready.length })}</Button>}
      </Row></span>}>
      <Stack>
        <div data-chrome><Notice kind="info">{say('certificates.words')}</Notice></div>
        {ready.length + without.length + withdrawn.length === 0 && <Empty title={say('certificates.nobody')}>{say('certificates.nobody.words')}</Empty>}
        {ready.map((person) => {
          const code = person.words.certificate ?? ''
          const address = `${location.origin}/d/c/${code}`
          return (
            <article className="certificate" key={person.doc.id} data-key="certificate" data-value={code}>
              <p className="certificate-kind">{say('certificate.kind')}</p>
              <p className="certificate-name">{person.words.name}</p>
              <p>{say('certificate.took-part', { title: asRead(event.words?.title ?? '', locale) })}</p>
              <p>{event.sessions.map((one) => formatDay(one.onDay, locale)).join(' · ')}</p>
              <p>{asRead(desk.house.organisation.name, locale)}</p>
              <div className="certificate-foot">
                <Qr text={address} label={say('certificate.qr')} />
                <div><p>{say('certificate.code')} <strong className="secret" data-key="certificate.code">{code}</strong></p><p>{`${location.origin}/d/c`}</p></div>
              </div>
              <div data-chrome><SureButton name="certificate.withdraw" sure={say('certificate.withdraw.sure')} busy={busy} label={say('certificate.withdraw.label', { name: person.words.name })} onSure={() => void withdraw(person)}>{say('certificate.withdraw')}</SureButton></div>
            </article>
          )
        })}
        {withdrawn.length > 0 && (
          <div data-chrome>
            <Panel title={say('certificates.withdrawn')} name="certificates.withdrawn">
              <ul className="list">
                {withdrawn.map((person) => (
                  <li key={person.doc.id}><Row>{person.words.name}<Button kind="quiet" name="certificate.again" busy={busy} label={say('certificate.again.label', { name: person.words.name })} onClick={() => void issue([person])}>{say('certificate.again')}</Button></Row></li>
                ))}
              </ul>
            </Panel>
          </div>
        )}
      </Stack>
    </Page>
  )
}
