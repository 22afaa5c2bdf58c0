import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { yearOf } from '../shared/calendar.ts'
import { audience, eventKind, institutionKind } from '../vocabulary/index.ts'

const figure = z.object({
  id: z.string(), from: z.string(), to: z.string(), min: z.int().optional(), max: z.int().optional(), value: z.int().optional(),
  numerator: z.int().optional(), denominator: z.int().optional(), percent: z.int().optional(), percent_above: z.number().min(0).max(90).optional(),
  by: z.record(z.string(), z.int()).optional(), counted_in: z.string().optional(),
})
export const targetsFile = z.object({
  timezone: z.literal('Europe/Belgrade'), figures: z.array(figure),
  campaigns: z.array(z.object({ title: z.string(), year: z.int().nullable() })).default([]),
  training_audiences: z.array(z.enum(audience.codes)).default([]), youth_formats: z.array(z.enum(eventKind.codes)).default([]),
})
type Prevention = Pick<z.output<typeof targetsFile>, 'campaigns' | 'training_audiences' | 'youth_formats'>
export type TargetFigure = z.output<typeof figure>

type Share = { readonly of: number; readonly among: number }

/** What the register must count to, as the generator needs it. Years are whole; percentages are shares of known values. */
export type Targets = {
  readonly from: string
  readonly to: string
  readonly years: readonly number[]
  readonly calls: { readonly least: number; readonly most: number }
  readonly clients: number
  readonly victims: number
  /** Clients identified by us in certain years; the other years share the rest. */
  readonly victimsIn: ReadonlyMap<number, number>
  readonly citizens: Share
  readonly women: Share
  readonly exploitedAbove: number
  readonly children: Share & { readonly year: number }
  readonly reports: { readonly year: number; readonly count: number; readonly led: number; readonly clients: number }
  readonly workers: { readonly year: number; readonly clients: number; readonly possible: number }
  readonly institutions: { readonly year: number; readonly by: Readonly<Record<string, number>>; readonly other: number }
  readonly postFestumAbove: number
  readonly campaigns: Prevention['campaigns']
  readonly trainingAudiences: Prevention['training_audiences']
  readonly youthFormats: Prevention['youth_formats']
}

/** Reads a targets file. Throws with the figure's id when something is missing or contradicts itself. */
export function readTargets(file: string | URL): Targets {
  const { figures, ...prevention } = targetsFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  return targetsOf(figures, prevention)
}

export function targetsOf(figures: readonly TargetFigure[], prevention: Prevention = { campaigns: [], training_audiences: [], youth_formats: [] }): Targets {
  const one = (id: string, is: (figure: TargetFigure) => boolean = () => true) => figures.find((figure) => figure.id === id && is(figure)) ?? missing(id)
  const calls = one('calls')
  const whole = (figure: TargetFigure) => figure.from === calls.from && figure.to === calls.to
  const [children, reports] = [one('victims.children'), one('reports')]
  const inYear = figures.find((figure) => figure.id === 'victims.identified' && !whole(figure)) ?? one('victims.identified', whole)
  const institutions = one('institution_contacts')
  const workers = one('group.workers_abroad')
  const targets: Targets = {
    from: calls.from, to: calls.to, years: yearsOf(calls.from, calls.to),
    calls: { least: calls.min ?? number(calls), most: calls.max ?? number(calls) },
    clients: number(one('clients')),
    victims: number(one('victims.identified', whole)),
    victimsIn: new Map([[yearOf(children.from), share(children).among], [yearOf(inYear.from), number(inYear)]]),
    citizens: share(one('victims.citizens_of_serbia')),
    women: share(one('victims.women_and_girls')),
    exploitedAbove: one('victims.exploited_in_serbia').percent_above ?? missing('victims.exploited_in_serbia'),
    children: { year: yearOf(children.from), ...share(children) },
    reports: {
      year: yearOf(reports.from), count: number(reports),
      led: number(one('reports.led_to_identification')), clients: number(one('victims.from_reports')),
    },
    workers: { year: yearOf(workers.from), clients: number(workers), possible: workers.by?.['possible'] ?? 0 },
    institutions: { year: yearOf(institutions.from), by: institutions.by ?? missing('institution_contacts'), other: 30 },
    postFestumAbove: one('calls.post_festum_share').percent_above ?? missing('calls.post_festum_share'),
    campaigns: prevention.campaigns, trainingAudiences: prevention.training_audiences, youthFormats: prevention.youth_formats,
  }
  check(targets, number(institutions), number(inYear))
  return targets
}

function check(targets: Targets, institutions: number, identified: number): void {
  const { reports, by } = { reports: targets.reports, by: targets.institutions.by }
  const kinds = Object.keys(by).filter((kind) => kind !== 'judiciary' && !institutionKind.codes.some((code) => code === kind))
  const sum = Object.values(by).reduce((total, part) => total + part, 0)
  const known = [...targets.victimsIn.values()].reduce((total, part) => total + part, 0)
  const wrong = [
    [kinds.length > 0, `institution_contacts: unknown kind ${kinds.join(', ')}`],
    [sum !== institutions, 'institution_contacts: the kinds do not sum to the value'],
    [reports.led > reports.count || reports.clients < reports.led || identified < reports.clients, 'reports: led, clients and identified contradict each other'],
    [known > targets.victims || targets.victims > targets.clients, 'victims.identified: more than its whole'],
    [known < targets.victims && targets.years.every((year) => targets.victimsIn.has(year)), 'victims.identified: no year is left for the others'],
    [targets.victimsIn.get(reports.year) !== identified, 'victims.identified: another year than the reports'],
    [targets.workers.possible > targets.workers.clients, 'group.workers_abroad: more possible than clients'],
    [targets.women.among > targets.victims || targets.citizens.among > targets.victims, 'victims: more known than there are'],
  ] as const
  for (const [is, sentence] of wrong) if (is) throw new Error(`The targets contradict themselves. ${sentence}.`)
}

function yearsOf(from: string, to: string): number[] {
  return Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, at) => yearOf(from) + at)
}
const number = (figure: TargetFigure): number => figure.value ?? missing(figure.id)
function share({ id, numerator, denominator }: TargetFigure): Share {
  return { of: numerator ?? missing(id), among: denominator ?? missing(id) }
}
function missing(id: string): never {
  throw new Error(`The targets say nothing, or too little, of ${id}.`)
}
