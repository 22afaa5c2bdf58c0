import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionOf, present } from '../features/figures/index.ts'
import { evaluate } from '../features/figures/evaluate.ts'
import { contradiction } from '../features/contacts/rules.ts'
import { monthOf } from '../shared/calendar.ts'
import { misses } from './meets.ts'
import { institutionContactsOf, registerOf, servicesOf } from './plan-register.ts'
import type { Plan } from './plan-shape.ts'
import { planRegister } from './plan.ts'
import { targetsFile, targetsOf } from './targets.ts'
import type { TargetFigure } from './targets.ts'

const fileOf = (name: string): TargetFigure[] =>
  targetsFile.parse(JSON.parse(readFileSync(new URL(`./targets/${name}.json`, import.meta.url), 'utf8'))).figures

/** Counted by the same definitions as everywhere, with the evaluator that knows no database. */
function missedBy(plan: Plan, figures: readonly TargetFigure[]): string[] {
  const register = registerOf(plan)
  return figures.flatMap((target) => {
    const figure = definitionOf(target.id)
    return misses(target, figure && present(figure, evaluate(register, target, figure), target, ''))
  })
}

describe('the plan of the register', () => {
  const seeds = { interview: [1, 28], small: [1, 2, 3, 5, 8, 13, 21, 34] }
  for (const [name, of] of Object.entries(seeds)) {
    it(`arrives at every figure of ${name}.json by counting, whatever the seed`, () => {
      const figures = fileOf(name)
      for (const seed of of) expect(missedBy(planRegister(targetsOf(figures), seed), figures)).toEqual([])
    })
  }

  const figures = fileOf('small')
  const plan = planRegister(targetsOf(figures), 7)

  it('misses the figures of another file: the comparison can fail', () => {
    expect(missedBy(plan, fileOf('interview')).length).toBeGreaterThan(figures.length)
  })

  it('is the same for the same seed, and another for another', () => {
    expect(planRegister(targetsOf(figures), 7)).toEqual(plan)
    expect(planRegister(targetsOf(figures), 8)).not.toEqual(plan)
  })

  it('tells formal identification apart from ours', () => {
    const [ours, formal] = ['victims.identified', 'victims.formal'].map((id) => evaluate(registerOf(plan), targetsOf(figures), definitionOf(id) as never).total)
    expect(formal).toBeGreaterThan(0)
    expect(formal).not.toBe(ours)
  })

  it('has no contact after identification before the month of the first one', () => {
    const first = new Map(plan.stories.map((story) => [story.client, story.statuses.find((event) => event.status === 'presumed' && event.decidedBy === 'ngo')?.month]))
    const after = plan.contacts.filter((contact) => contact.subtype === 'post_festum')
    expect(after.filter(({ day, links }) => links.length !== 1 || links.some((link) => monthOf(day) < (first.get(link.client) ?? '9999')))).toEqual([])
  })

  it('contradicts itself nowhere and stays within its years', () => {
    const { from, to } = targetsOf(figures)
    const days = [...plan.contacts, ...servicesOf(plan), ...institutionContactsOf(plan)].map((one) => one.day)
    expect(days.filter((day) => day < from || day > to)).toEqual([])
    expect(plan.contacts.map(contradiction).filter(Boolean)).toEqual([])
    expect(plan.contacts.filter((contact) => contact.recordedOn < contact.day)).toEqual([])
  })

  it('knows other ways than the telephone, calls that say nothing, and work of every year', () => {
    const kinds = new Set(plan.contacts.flatMap((contact) => [contact.channel, contact.direction, contact.subtype]))
    for (const kind of ['email', 'in_person', 'out', 'silent', 'wrong_number', 'prank']) expect(kinds).toContain(kind)
    for (const year of targetsOf(figures).years) expect(institutionContactsOf(plan).some((one) => one.day.startsWith(`${year}-`))).toBe(true)
    const other = institutionContactsOf(plan).filter((one) => one.topic !== 'assistance' && one.day.startsWith(`${targetsOf(figures).institutions.year}-`))
    expect(other.length).toBeGreaterThanOrEqual(targetsOf(figures).institutions.other)
  })

  it('refuses targets that contradict themselves', () => {
    const impossible = figures.map((figure) => (figure.id === 'reports.led_to_identification' ? { ...figure, value: (figure.value ?? 0) + 1000 } : figure))
    expect(() => targetsOf(impossible)).toThrow(/contradict/)
    expect(() => targetsOf(figures.filter((figure) => figure.id !== 'clients'))).toThrow(/clients/)
  })
})
