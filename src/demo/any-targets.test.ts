import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluate } from '../features/figures/evaluate.ts'
import { definitionOf, present } from '../features/figures/index.ts'
import { misses } from './meets.ts'
import { registerOf } from './plan-register.ts'
import { planRegister } from './plan.ts'
import { targetsFile, targetsOf } from './targets.ts'
import type { TargetFigure } from './targets.ts'

const interview = targetsFile.parse(JSON.parse(readFileSync(new URL('./targets/interview.json', import.meta.url), 'utf8'))).figures
const whole = interview.find((figure) => figure.id === 'calls')

/** Some number up to another that is itself drawn: a part of a whole. */
const share = (most: number, part: number) => Math.floor(most * part)

/** Any sound targets: other years, other numbers, the same ids. */
const anyTargets = fc.record({
  first: fc.integer({ min: 1995, max: 2012 }), years: fc.integer({ min: 3, max: 14 }), calls: fc.integer({ min: 400, max: 2500 }),
  parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 }), counts: fc.array(fc.nat(40), { minLength: 8, maxLength: 8 }),
}).map(({ first, years, calls, parts: [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0], counts }): TargetFigure[] => {
  const [n0 = 0, n1 = 0, n2 = 0, n3 = 0, n4 = 0, n5 = 0] = counts
  const victims = 9 + share(calls * 0.09, a)
  const [identified, children] = [1 + share(victims / 3 - 1, b), 1 + share(victims / 3 - 1, c)]
  const from = 1 + share(identified - 1, d)
  const led = 1 + share(from - 1, e)
  const by = { police: n0, social_work_centre: n1, judiciary: n2, centre: n3 }
  const numbers: Record<string, Partial<TargetFigure>> = {
    calls: { min: calls, max: calls + n4 }, clients: { value: victims + 12 + share(calls * 0.12, f) },
    'victims.citizens_of_serbia': { numerator: share(victims, g), denominator: victims }, 'victims.women_and_girls': { numerator: share(victims, h), denominator: victims },
    'victims.exploited_in_serbia': { percent_above: share(90, i) }, 'victims.children': { numerator: share(children, j), denominator: children },
    reports: { value: led + n5 }, 'reports.led_to_identification': { value: led }, 'victims.from_reports': { value: from },
    'group.workers_abroad': { value: 1 + share(6, k), by: { possible: share(1 + share(6, k), l) } },
    institution_contacts: { value: n0 + n1 + n2 + n3, by }, 'calls.post_festum_share': { percent_above: 20 + share(60, l) },
  }
  const year = (id: string) => (id === 'victims.children' ? first + years - 2 : first + years - 1)
  return interview.map(({ id, from: begins, to: ends }) => {
    const all = begins === whole?.from && ends === whole.to
    const [one, last] = all ? [first, first + years - 1] : [year(id), year(id)]
    return { id, ...(id === 'victims.identified' ? { value: all ? victims : identified } : numbers[id]), from: `${one}-01-01`, to: `${last}-12-31` }
  })
})

it('any sound targets are arrived at by counting, with any seed', () => {
  fc.assert(fc.property(anyTargets, fc.integer(), (figures, seed) => {
    const register = registerOf(planRegister(targetsOf(figures), seed))
    expect(figures.flatMap((target) => {
      const figure = definitionOf(target.id)
      return misses(target, figure && present(figure, evaluate(register, target, figure), target, ''))
    })).toEqual([])
  }), { numRuns: 60 })
})
