import { useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useLanguages } from '../../../desk/countries.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Facts, LinkButton, Loaded, Notice, Page, Panel, PrintHeader, Row, Tag, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { directory } from '../contract.ts'
import type { InstitutionEntry, PersonEntry } from '../contract.ts'
import { isStale, titleOf } from '../rules.ts'
import { useDirectory, useKeepEntries } from './directory.ts'
import type { Directory } from './directory.ts'
import { directoryWords } from './words.ts'

/** An institution: how it is reached at night, who there is trained, when somebody last saw that this is so. */
export default function InstitutionPage() {
  const { entry } = useParams<{ entry: string }>()
  const say = useWords(directoryWords)
  const read = useDirectory()
  return (
    <Loaded query={read} lines={10}>
      {(all) => {
        const one = all.institutions.get(entry)
        return one ? <One one={one} people={all.people.get(entry) ?? []} all={all} /> : <Page title={say('gone.title')}><p>{say('gone')}</p></Page>
      }}
    </Loaded>
  )
}

type Given = { readonly one: InstitutionEntry; readonly people: readonly PersonEntry[]; readonly all: Directory }

function One({ one, people, all }: Given) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const locale = useLocale()
  const { label } = useCodes()
  const languages = useLanguages()
  const tell = useTell()
  const keep = useKeepEntries()
  const { busy, doing } = useDoingAloud()
  const today = dayOf(new Date())

  /** One press: somebody has just seen that all of this is so; or it is no longer turned to. */
  async function put(some: Partial<InstitutionEntry>, said: string) {
    const { folder } = all
    if (busy || !folder) return
    await doing(async () => {
      const [entry, version] = [{ ...one, ...some }, (all.versions.get(one.id) ?? 0) + 1]
      const doc = await desk.keys.sealDoc({ folder, id: one.id, version, schema: 'directory/1' }, { entries: [entry] })
      await desk.call(directory.write, { folder, newFolder: null, docs: [doc] })
      keep(folder, [{ id: one.id, version, entry }])
      tell(said)
    })
  }
  const fact = (name: string, value: string) => (value ? [{ label: say(name), value, name: `directory.${name}` }] : [])
  const active = people.filter((person) => !person.archivedOn)
  return (
    <Page
      title={titleOf(one)} over={[label(institutionKind, one.kind), one.town].filter(Boolean).join(' · ')}
      actions={<>
        <LinkButton kind="primary" href={`/institutions?institution=${one.id}`} name="directory.contact">{say('to.contact')}</LinkButton>
        <LinkButton href={`/directory/${one.id}/edit`} name="directory.edit">{say('edit')}</LinkButton>
      </>}
    >
      <PrintHeader title={say('title')} printedBy={desk.me.shown} />
      {one.archivedOn && <Notice actions={<Button name="directory.restore" busy={busy} onClick={() => void put({ archivedOn: null }, say('restored'))}>{say('restore')}</Button>}>{say('archived', { day: formatDay(one.archivedOn, locale) })}</Notice>}
      {isStale(one, today) && (
        <Notice kind="decision" title={say('stale')} actions={<Button name="directory.verified-today" busy={busy} onClick={() => void put({ verifiedOn: today }, say('verified.saved'))}>{say('verified.today')}</Button>}>
          {one.verifiedOn ? say('stale.words', { day: formatDay(one.verifiedOn, locale) }) : say('stale.never')}
        </Notice>
      )}
      <div className="two">
        <Panel title={say('reached')}>
          <Facts facts={[
            ...fact('duty', one.dutyPhones.join(', ')), ...fact('phones', one.phones.join(', ')), ...fact('email', one.email), ...fact('hours', one.hours),
            ...fact('address', [one.address, one.town].filter(Boolean).join(', ')), ...fact('languages', one.languages.map(languages.name).join(', ')), ...fact('note', one.note),
            { label: say('verified'), value: one.verifiedOn ? formatDay(one.verifiedOn, locale) : say('verified.never') },
          ]} />
        </Panel>
        <Panel title={say('people')} name="directory.people">
          {active.length === 0 && <p>{say('people.none')}</p>}
          <ul className="list">
            {active.map((person) => (
              <li key={person.id}>
                <Row spread>
                  <span><strong>{person.name}</strong>{person.role && `, ${person.role}`}<br />{[...person.phones, person.email].filter(Boolean).join(' · ')} {person.trained === 'yes' && <Tag>{say('trained.yes')}</Tag>}</span>
                  <span data-chrome><LinkButton kind="quiet" href={`/institutions?institution=${one.id}&person=${person.id}`} name="directory.contact-person">{say('people.contact', { name: person.name })}</LinkButton></span>
                </Row>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <div data-chrome>
        <Row>
          {!isStale(one, today) && !one.archivedOn && <Button kind="quiet" name="directory.verified-today" busy={busy} onClick={() => void put({ verifiedOn: today }, say('verified.saved'))}>{say('verified.today')}</Button>}
          {!one.archivedOn && <Button kind="quiet" name="directory.archive" busy={busy} onClick={() => void put({ archivedOn: today }, say('archive.saved'))}>{say('archive')}</Button>}
        </Row>
      </div>
    </Page>
  )
}
