import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { documents } from '../../../desk/papers/kinds.ts'
import { Papers } from '../../../desk/papers/papers.tsx'
import { overTheNewest } from '../../../desk/papers/pieces.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Facts, LinkButton, Loaded, Notice, Page, Panel, PrintHeader, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import type { SealedFile } from '../../folders/contract.ts'
import { memoranda } from '../contract.ts'
import { stateOn } from '../rules.ts'
import { partiesOf, readMemoranda, useMemoranda } from './memoranda.ts'
import type { Memorandum } from './memoranda.ts'
import { untilOf } from './memoranda-list.tsx'
import { memorandumWords } from './words.ts'

export default function MemorandumPage() {
  const { folder } = useParams<{ folder: string }>()
  const say = useWords(memorandumWords)
  const read = useMemoranda()
  return (
    <Loaded query={read} lines={8}>
      {(all) => {
        const one = all.find((some) => some.facts.folder === folder)
        return one ? <One one={one} /> : <Page title={say('gone.title')}><p>{say('gone')}</p></Page>
      }}
    </Loaded>
  )
}

function One({ one }: { readonly one: Memorandum }) {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const locale = useLocale()
  const { label } = useCodes()
  const { facts, words } = one
  const state = stateOn(facts, dayOf(new Date()), words?.remindDays ?? 60)
  return (
    <Page title={partiesOf(words)} over={label(institutionKind, facts.kind)} actions={desk.may('memoranda:write') && words ? <LinkButton href={`/memoranda/${facts.folder}/edit`} name="memorandum.edit">{say('edit')}</LinkButton> : undefined}>
      <PrintHeader title={say('title')} printedBy={desk.me.shown} />
      {!words && <Notice kind="problem">{say('closed', { count: 1 })}</Notice>}
      {state === 'ends-soon' && <Notice kind="decision">{say('ends-soon', { day: untilOf(one, say('no-end'), locale) })}</Notice>}
      <div className="two">
        <Panel title={say('days')}>
          <Facts facts={[
            { label: say('signed'), value: formatDay(facts.signedOn, locale) },
            { label: say('until'), value: untilOf(one, say('no-end'), locale) },
            { label: say('state'), value: <Tag decision={state === 'ends-soon'}>{say(`state.${state}`)}</Tag> },
          ]} />
          {words?.scope && <><h3>{say('scope')}</h3><p className="pre">{words.scope}</p></>}
        </Panel>
        <Panel title={say('parties')}>
          <ul className="list">{words?.parties.map((party) => <li key={party.name}>{party.institution ? <Link href={`/directory/${party.institution}`} data-key="memorandum.partner">{party.name}</Link> : party.name}</li>)}</ul>
          <h3>{say('contact-points')}</h3>
          {words?.contactPoints.length ? <ul className="list">{words.contactPoints.map((point) => <li key={point.name + point.reached}><strong>{point.name}</strong> {point.reached}</li>)}</ul> : <p>{say('contact-points.none')}</p>}
        </Panel>
      </div>
      {words && <Paper one={one} />}
    </Page>
  )
}

/** The signed paper itself; one, because an agreement is signed once. */
function Paper({ one }: { readonly one: Memorandum }) {
  const desk = useDesk()
  const say = useWords(memorandumWords)
  const queries = useQueryClient()
  const folder = one.facts.folder
  const again = async () => (await readMemoranda(desk)).find((some) => some.facts.folder === folder)
  const keep = (change: (files: readonly SealedFile[]) => readonly SealedFile[]) => overTheNewest(one, again, async ({ facts, words, doc: id, docVersion }) => {
    const [file = null] = change(words?.file ? [words.file] : [])
    const doc = await desk.keys.sealDoc({ folder, id, version: docVersion + 1, schema: 'memorandum/1' }, { ...words, file })
    await desk.call(memoranda.change, { ...facts, doc })
  }).finally(() => queries.invalidateQueries({ queryKey: ['memoranda'] }))
  return (
    <Papers name="memorandum.file" panel="memorandum.paper" title={say('file')} none={say('file.none')} add={say('file.add')} replace={say('file.replace')} most={1} taken={documents}
      folder={folder} files={one.words?.file ? [one.words.file] : []} mayWrite={desk.may('memoranda:write')} keep={keep} />
  )
}
