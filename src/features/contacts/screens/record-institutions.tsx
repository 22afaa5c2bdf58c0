import type * as z from 'zod/mini'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { LinkButton, Panel, Row, useLocale, useWords } from '../../../desk/ui/index.ts'
import { formatDay } from '../../../shared/words.ts'
import { channel, direction, institutionContactTopic, institutionKind } from '../../../vocabulary/index.ts'
import type { institutionContactWords } from '../../institutions/contract.ts'
import { TakeBack } from '../../services/screens/take-back.tsx'
import type { Opened } from './contact-record.tsx'
import { clientsOf, useCalled } from './record-given.tsx'
import { contactWords } from './words.ts'

type InstitutionSaid = Partial<z.output<typeof institutionContactWords>> & { readonly of?: string }

/** Institutions spoken to because of this contact, with what was said and promised. */
export function Institutions({ record }: { readonly record: Opened }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const { label } = useCodes()
  const called = useCalled(record)
  const { folder, onDay } = record.contact
  const all = clientsOf(record)
  const may = desk.may('institutions:record')
  if (!record.institutionContacts.length && !may) return null
  const said = record.docs.filter((doc) => doc.schema.startsWith('institution-contact/')).map((doc) => doc.content as InstitutionSaid | undefined)
  return (
    <Panel title={say('record.institutions')} name="record.institutions">
      {record.institutionContacts.length === 0 && <p>{say('record.institutions.none')}</p>}
      <ul className="list">
        {record.institutionContacts.map((one) => {
          const words = said.find((content) => content?.of === one.id)
          const promise = words?.promise && [words.promise, words.promisedBy && `${say('institution.by')}: ${formatDay(words.promisedBy, locale)}`].filter(Boolean).join(' · ')
          return (
            <li key={one.id}>
              <Row spread>
                <span><strong>{label(institutionKind, one.kind)}</strong> · {label(institutionContactTopic, one.topic)} · {label(channel, one.channel)}, {label(direction, one.direction)}</span>
                {may && <TakeBack of="institution" one={{ ...one, folder }} docs={record.docs} called={label(institutionKind, one.kind)} />}
              </Row>
              {[words?.withWhom, words?.said, words?.answer && say(`institution.answer.${words.answer}`), promise].filter(Boolean).map((line) => <p key={line} className="pre">{line}</p>)}
            </li>
          )
        })}
      </ul>
      {may && (
        <div data-chrome>
          <Row>
            {(all.length ? all : [null]).map((client) => (
              <LinkButton key={client} kind="quiet" name="record.institution.add" href={`/institutions?${client ? `client=${client}&` : ''}contact=${folder}&day=${onDay}`}>
                {all.length > 1 ? say('record.institution.add.for', { name: called(client) }) : say('institution.add')}
              </LinkButton>
            ))}
          </Row>
        </div>
      )}
    </Panel>
  )
}
