import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useCountries } from '../../../desk/countries.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { save } from '../../../desk/save-file.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Disclosure, Loaded, Notice, Panel, Row, Select, Stack, SureButton, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Flaw } from '../../../shared/problem.ts'
import { pathways } from '../contract.ts'
import { placeOf, readPathway } from '../rules.ts'
import type { Place } from '../rules.ts'
import type { Pathway } from '../shape.ts'
import { isShipped, usePathways } from './pathways.ts'
import { pathwayWords, textOf } from './words.ts'

/** Which country's way through is shown, and how another one is added: a file, no developer. */
export default function PathwaySettings() {
  const say = useWords(pathwayWords)
  const read = usePathways()
  return <Panel title={say('settings')} name="house.pathways"><Loaded query={read} lines={3}>{({ all, applied }) => <Shown all={all} applied={applied} />}</Loaded></Panel>
}

function Shown({ all, applied }: { readonly all: readonly Pathway[]; readonly applied: Pathway }) {
  const desk = useDesk()
  const say = useWords(pathwayWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const countries = useCountries()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [flaws, setFlaws] = useState<readonly Flaw[]>([])
  const [steps, setSteps] = useState<readonly string[]>([])
  const [error, setError] = useState<string>()

  async function add(file: File) {
    setError(undefined)
    setFlaws([])
    const { pathway, flaws: wrong, ...read } = readPathway(await file.text())
    if (input.current) input.current.value = ''
    if (!pathway) {
      setSteps('steps' in read ? read.steps : [])
      return setFlaws(wrong)
    }
    try {
      await desk.call(pathways.add, { pathway })
      await queries.invalidateQueries({ queryKey: ['pathways'] })
      tell(say('added', { country: countries.name(pathway.country) }))
    } catch (problem) {
      setError(problem instanceof Problem && problem.kind === 'taken' ? say('older', { version: pathway.version }) : plainly(problem))
    }
  }
  async function doing(does: () => Promise<unknown>, said: string) {
    setError(undefined)
    try {
      await does()
      await queries.invalidateQueries({ queryKey: ['pathways'] })
      tell(said)
    } catch (problem) {
      setError(plainly(problem))
    }
  }
  const apply = (country: string) => doing(() => desk.call(pathways.apply, { country }), say('applied'))
  const takeAway = ({ country, version }: Pathway) => doing(() => desk.call(pathways.takeAway, { country, version }), say('taken-away', { country: countries.name(country), version }))
  /** Most files name their country themselves. */
  const called = ({ country, name, version }: (typeof all)[number]) => {
    const [where, what] = [countries.name(country), textOf(name, locale)]
    return `${what.includes(where) ? what : `${where}: ${what}`} (${version})`
  }
  const added = all.filter((one) => !isShipped(one))
  const takeShape = () => save(new Blob([JSON.stringify(applied, null, 2)], { type: 'application/json' }), `pathway-${applied.country}.json`)
  return (
    <Stack>
      <p>{say('settings.words')}</p>
      <Select name="house.pathway" label={say('which')} missing={[]} value={applied.country} options={all.map((one) => ({ value: one.country, label: called(one) }))} onChange={(country) => country && void apply(country)} />
      <Row>
        <Button name="house.pathway.add" onClick={() => input.current?.click()}>{say('add')}</Button>
        <Button kind="quiet" name="house.pathway.take" onClick={takeShape}>{say('take')}</Button>
      </Row>
      <input ref={input} type="file" hidden accept=".json" data-key="house.pathway.file" aria-label={say('add')} onChange={(event) => { const [file] = event.target.files ?? []; if (file) void add(file) }} />
      {flaws.length > 0 && (
        <Notice kind="problem" title={say('flaws')} live name="house.pathway.flaws">
          <ul className="list">{flaws.slice(0, 20).map((flaw) => <li key={flaw.path + flaw.rule}>{placeInWords(placeOf(flaw.path, steps), say)}{inWords(flaw.rule, say)}</li>)}</ul>
        </Notice>
      )}
      {added.length > 0 && (
        <Disclosure summary={say('mistake')} name="house.pathway.mistake">
          <Stack>
            <p>{say('mistake.words')}</p>
            <ul className="list">
              {added.map((one) => (
                <li key={one.country}>
                  <Row spread>
                    <span>{called(one)}</span>
                    <SureButton name="house.pathway.take-away" sure={say(one.country === applied.country ? 'take-away.sure.applied' : 'take-away.sure')} label={say('take-away.label', { which: called(one) })} onSure={() => void takeAway(one)}>{say('take-away')}</SureButton>
                  </Row>
                </li>
              ))}
            </ul>
          </Stack>
        </Disclosure>
      )}
      {error && <Notice kind="problem" live>{error}</Notice>}
    </Stack>
  )
}

function placeInWords({ step, called, within }: Place, say: ReturnType<typeof useWords>): string {
  const place = [step !== null && say('place.step', { number: step }) + (called && ` “${called}”`), within].filter(Boolean).join(', ')
  return place && `${place}: `
}

const flawsInWords = ['not-json', 'one-of', 'expected', 'unknown-word', 'twice', 'no-such-step', 'itself', 'no-such-country', 'invalid-format', 'too-small', 'too-big']
const kinds = ['string', 'number', 'int', 'boolean', 'array', 'object', 'null']

function inWords(rule: string, say: ReturnType<typeof useWords>): string {
  const [kind = '', ...rest] = rule.split(' ')
  const what = rest.join(' ')
  if (kind === 'not-json') return say('flaw.not-json', { line: rest[0] ?? '', sign: rest[1] ?? '' })
  if (kind === 'expected') return say('flaw.expected', { what: kinds.includes(what) ? say(`kind.${what}`) : what })
  return say(`flaw.${flawsInWords.includes(kind) ? kind : 'other'}`, { what: what || kind })
}
