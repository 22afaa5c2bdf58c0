import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDesk, whileSlowed } from '../../../desk/session.tsx'
import { Button, Disclosure, Facts, Loaded, Notice, Panel, Row, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { contacts } from '../contract.ts'
import type { ContactFacts } from '../facts.ts'
import { formatMoment } from '../../../shared/words.ts'
import { useAnswers } from './differences.ts'
import { versionsOf } from './versions.ts'
import type { Version } from './versions.ts'
import { contactWords } from './words.ts'

type Given = { readonly contact: ContactFacts; readonly corrected: number }

/** Who corrected this contact, when, and what stood there before: the sealed earlier versions, opened here when she asks for them. */
export function History({ contact, corrected }: Given) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const [asked, setAsked] = useState(false)
  const query = useQuery({
    queryKey: ['contacts', contact.folder, 'versions', corrected], enabled: asked, ...whileSlowed,
    queryFn: async () => versionsOf(await desk.keys.openDocs((await desk.call(contacts.versions, { folder: contact.folder })).docs), contact),
  })
  if (!corrected) return null
  return (
    <Panel title={say('history')} name="contact.history">
      <p>{say('history.times', { count: corrected })}</p>
      {!asked && <Row><Button name="contact.history.show" onClick={() => setAsked(true)}>{say('history.show')}</Button></Row>}
      {asked && (
        <Loaded query={query}>
          {({ versions, closed }) => (
            <Stack>
              {closed > 0 && <Notice kind="problem">{say('history.closed', { count: closed })}</Notice>}
              <ol className="list">
                {versions.toReversed().map((version, at, all) => <Correction key={version.number} version={version} before={all[at + 1]} />)}
              </ol>
            </Stack>
          )}
        </Loaded>
      )}
    </Panel>
  )
}

function Correction({ version, before }: { readonly version: Version; readonly before: Version | undefined }) {
  const desk = useDesk()
  const say = useWords(contactWords)
  const locale = useLocale()
  const answers = useAnswers()
  const [now, then] = [answers(version.draft), before && answers(before.draft)]
  const differing = now.flatMap((one, at) => (then && then[at]?.text !== one.text ? [{ ...one, before: then[at]?.text ?? '' }] : []))
  const at = version.writtenAt ? new Date(version.writtenAt) : undefined
  const who = desk.memberShown(version.author)
  return (
    <li>
      <Stack tight>
        <strong>{at ? say('history.by', { who, when: formatMoment(at, locale) }) : who} · {say(before ? 'history.correction' : 'history.first')}</strong>
        {before && !differing.length && <p>{say('history.same')}</p>}
        {differing.length > 0 && <Facts facts={differing.map(({ key, label, text, before: was }) => ({ label, name: `history.${key}`, value: <><del className="pre">{was || '–'}</del><br /><ins className="pre">{text || '–'}</ins></> }))} />}
        <Disclosure name="contact.history.whole" summary={say('history.whole')}>
          <Facts facts={now.filter((one) => one.text && one.text !== '–').map(({ label, text }) => ({ label, value: <span className="pre">{text}</span> }))} />
        </Disclosure>
      </Stack>
    </li>
  )
}
