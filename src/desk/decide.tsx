import { useEffect, useState } from 'react'
import { ledger } from '../features/ledger/contract.ts'
import type { FolderId, MemberId } from '../shared/ids.ts'
import { formatMoment } from '../shared/words.ts'
import { proposed, sideOf } from './decide-rules.ts'
import type { Differing, Side } from './decide-rules.ts'
import type { OpenDesk } from './session.tsx'
import { useDesk } from './session.tsx'
import { Button, Choice, Foot, Notice, Stack, useLocale, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** Who wrote the other version, where anything tells it, and when, where the ledger does. */
export type OtherWriter = { readonly who: string | undefined; readonly at: Date | undefined }

/** The newest write of a folder by whoever signed the version that stands. */
export async function otherWriter(desk: OpenDesk, folder: string, author: string): Promise<OtherWriter> {
  const who = desk.memberShown(author)
  if (!desk.may('ledger:read')) return { who, at: undefined }
  const { entries } = await desk.call(ledger.entries, { folder: folder as FolderId, member: author as MemberId, limit: 50 }).catch(() => ({ entries: [] }))
  const written = entries.find((entry) => /\.(written|saved|changed|made)$/.test(entry.action) && entry.actor === author)
  return { who, at: written && new Date(written.at) }
}

type Given = { readonly fields: readonly Differing[]; readonly other: OtherWriter; readonly busy: boolean; readonly problem?: string | undefined; readonly onDecided: (sides: Readonly<Record<string, Side>>) => void }

/** Both versions side by side, question by question. Nothing is overwritten before she has decided every one. */
export function Decide({ fields, other, busy, problem, onDecided }: Given) {
  const desk = useDesk()
  const say = useWords(deskWords)
  const locale = useLocale()
  const [chosen, setChosen] = useState<Readonly<Record<string, { readonly side: Side; readonly theirs: string }>>>({})
  const [begunWith] = useState(() => new Map(fields.map((one) => [one.key, one.theirs])))
  const [asked, setAsked] = useState(false)
  const sides = Object.fromEntries(fields.map((field) => [field.key, sideOf(field, chosen[field.key])]))
  const cameSince = fields.filter((one) => begunWith.get(one.key) !== one.theirs)
  const came = cameSince[0]?.key
  useEffect(() => { if (came) lookAtQuestion(came) }, [came])
  const when = other.at && formatMoment(other.at, locale)
  const who = other.who ?? say('decide.somebody')
  const of = (key: 'decide.who' | 'decide.keep-theirs' | 'decide.only-other') => (other.who === undefined ? say(`${key}.somebody`) : say(key, { who }))
  function decide() {
    setAsked(true)
    const open = fields.find((one) => !sides[one.key])
    if (open) return lookAtQuestion(open.key)
    onDecided(sides as Readonly<Record<string, Side>>)
  }
  return (
    <Stack>
      <Notice kind="problem" live title={say('decide.title')}>{when ? say('decide.who-when', { who, when }) : of('decide.who')}</Notice>
      {fields.map((field) => (
        <section key={field.key} className="sheet" data-key={`decide.${field.key}`}>
          <h3>{field.label}</h3>
          <div className="wide-field">
            <Version heading={say('decide.mine', { name: desk.me.shown })} text={field.mine} chosen={sides[field.key] === 'mine'} />
            <Version heading={say('decide.theirs', { name: who })} text={field.theirs} chosen={sides[field.key] === 'theirs'} />
          </div>
          {cameSince.includes(field) && <Notice live>{say('decide.again', { who })}</Notice>}
          {proposed(field) !== null && <p>{proposed(field) === 'mine' ? say('decide.only-you') : of('decide.only-other')}</p>}
          <Choice name={`decide.${field.key}.side`} label={say('decide.which', { what: field.label })} missing={[]} value={sides[field.key] ?? null}
            error={asked && !sides[field.key] ? say('decide.open') : undefined}
            options={[{ value: 'mine', label: say('decide.keep-mine') }, { value: 'theirs', label: of('decide.keep-theirs') }]}
            onChange={(side) => side && setChosen((now) => ({ ...now, [field.key]: { side, theirs: field.theirs } }))} />
        </section>
      ))}
      <Foot problem={problem}><span /><Button kind="primary" name="decide.save" busy={busy} onClick={decide}>{say('decide.save')}</Button></Foot>
    </Stack>
  )
}

const lookAtQuestion = (key: string) => document.querySelector<HTMLElement>(`[data-key="decide.${CSS.escape(key)}"]`)?.scrollIntoView({ block: 'center' })

function Version({ heading, text, chosen }: { readonly heading: string; readonly text: string; readonly chosen: boolean }) {
  return (
    <div>
      <strong>{heading}{chosen && ' ✓'}</strong>
      <p className="pre">{text || '–'}</p>
    </div>
  )
}
