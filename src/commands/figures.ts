import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { figures } from '../features/figures/contract.ts'
import { checkPeriod, countHeard, countSealed, definitionOf, definitions, figureStore, holdsAccounts, openHeard, openSituations, present, presentAll, recordsOf, figureWords } from '../features/figures/index.ts'
import type { FigureValue, Period } from '../features/figures/index.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { isDay } from '../shared/calendar.ts'
import { Problem } from '../shared/problem.ts'
import type { ProblemKind } from '../shared/problem.ts'
import { may } from '../shared/roles.ts'
import { sessions } from '../features/sessions/contract.ts'
import { locales } from '../shared/words.ts'
import type { Locale } from '../shared/words.ts'
import { tableOf } from './figures-table.ts'
import { openHouse } from './house-at-hand.ts'
import type { HouseAtHand } from './house-at-hand.ts'
import { signInAs } from './member-at-hand.ts'

const help = `Counts every figure of a period from the records and prints it with its definition.

  npm run figures -- --year 2016
  npm run -s figures -- --year 2016 --json > 2016.json      (-s keeps npm's own lines out of the file)
  npm run figures -- --from 2002-01-01 --to 2016-12-31

  --year YYYY            the year, from its first to its last day
  --from DAY --to DAY    whole months, as YYYY-MM-DD
  --on DAY               what is in force on this day, as YYYY-MM-DD: agreements with institutions
  --json                 { "period", "figures": [{ "id", "value", "numerator"?, "denominator"?, "unknown"?, "recordedLater"?, "by"?, "definition" }], "regrouped"? }
  --locale LOCALE        definitions in en (default), sr-Cyrl or sr-Latn
  --member NAME          signs in as this member and also counts what only she may open
  --heard                with --member: opens every call of the period that she holds, to count how callers heard of us
                         (calls.heard_of; a minute or so for 30,000 calls)
  --passphrase-file F    where her passphrase stands, in one line
  --help                 this

The running program's database is used; when nothing runs, it is started for as long as this takes.
WAYOUT_DATA names the folder (default ./data). Ends with 0 when it counted, 2 when it was called wrongly, else 1.`

/** Called wrongly; the message is the whole sentence. */
class BadUsage extends Error {}
const wrong = (sentence: string): never => {
  throw new BadUsage(sentence)
}

type Asked = { readonly period: Period; /** One day: only what holds on a day is asked for. */ readonly onDay: boolean; readonly locale: Locale; readonly json: boolean; readonly heard: boolean; readonly as: { name: string; passphrase: string } | undefined }

const flags = {
  year: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, on: { type: 'string' }, json: { type: 'boolean' }, locale: { type: 'string' },
  member: { type: 'string' }, heard: { type: 'boolean' }, 'passphrase-file': { type: 'string' }, help: { type: 'boolean', short: 'h' },
} as const

type Given = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values']

function given(args: string[]): Given {
  try {
    return parseArgs({ args, options: flags, strict: true }).values
  } catch (error) {
    return wrong(`${(error as Error).message.split('\n')[0]}`)
  }
}

function askedBy(values: Given): Asked {
  const locale = locales.find((one) => one === (values.locale ?? 'en')) ?? wrong(`There is no locale ${values.locale}. Use ${locales.join(', ')}.`)
  return { period: periodOf(values), onDay: values.on !== undefined, locale, json: values.json ?? false, heard: values.heard ?? false, as: memberOf(values) }
}

function periodOf({ year, from, to, on, member }: Given): Period {
  if (on !== undefined) {
    if (year ?? from ?? to) wrong('Give --on alone, or a period.')
    if (member) wrong('What is in force on a day is counted without a member.')
    return isDay(on) ? { from: on, to: on } : wrong(`${on} is not a day as YYYY-MM-DD.`)
  }
  if (year !== undefined && (from !== undefined || to !== undefined)) wrong('Give either --year, or --from and --to.')
  if (year !== undefined && !/^[12]\d{3}$/.test(year)) wrong(`${year} is not a year.`)
  const period = { from: year ? `${year}-01-01` : (from ?? ''), to: year ? `${year}-12-31` : (to ?? '') }
  if (!period.from || !period.to) wrong('Say which period: --year 2016, or --from 2016-01-01 --to 2016-06-30.')
  for (const day of [period.from, period.to]) if (!isDay(day)) wrong(`${day} is not a day as YYYY-MM-DD.`)
  try {
    checkPeriod(period)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    wrong(error.kind === 'period-cuts-month'
      ? 'This period cuts a month, and identifications know their month but no day. Begin on the first day of a month and end on the last day of one.'
      : 'The period ends before it begins.')
  }
  return period
}

function memberOf({ member, heard, 'passphrase-file': file }: Given): Asked['as'] {
  if (heard && !member) return wrong('--heard needs a --member who holds the calls.')
  if (member === undefined && file === undefined) return undefined
  if (!member || !file) return wrong('--member and --passphrase-file go together.')
  try {
    return { name: member, passphrase: readFileSync(file, 'utf8').trim() }
  } catch {
    return wrong(`The passphrase file ${file} cannot be read.`)
  }
}

/** What is in force on a day, instead of what happened in a period. */
const lasting = definitions.filter(({ records }) => recordsOf(records).lasting !== undefined)

type Counted = { readonly figures: readonly FigureValue[]; readonly regrouped: number }

async function clearFigures({ stats }: HouseAtHand, { period, onDay, locale }: Asked): Promise<Counted> {
  return stats.transaction().execute(async (tx) => {
    const store = figureStore(tx, 'count')
    if (onDay) return { figures: presentAll(await store.tallies(period, lasting), period, locale, lasting), regrouped: 0 }
    return { figures: presentAll(await store.tallies(period), period, locale), regrouped: await store.regrouped(period) }
  })
}

/** As the member: what every member sees, and the figures over codes that only she opens. */
async function figuresOf({ app }: HouseAtHand, { period, locale, heard }: Asked, who: { name: string; passphrase: string }): Promise<Counted> {
  const member = await signInAs(app, who.name, who.passphrase)
  try {
    const { figures: clear, regrouped } = await member.call(figures.count, { ...period, locale })
    const { roles } = await member.call(sessions.whoAmI, {})
    const sealed = new Map(heard && may(roles, 'contacts:take') ? countHeard(await openHeard(member.call, member.vault, period), period) : [])
    if (may(roles, 'situations:write') && holdsAccounts(member.sitsIn)) {
      const { opened, quarantined } = await openSituations(member.call, member.vault)
      if (quarantined) console.error(`${quarantined} situations could not be opened and are not counted.`)
      for (const [figure, tally] of countSealed(opened, period)) sealed.set(figure, tally)
    }
    const counted = clear.map((one) => {
      const [figure, tally] = [definitionOf(one.id), sealed.get(one.id)]
      return figure && tally ? present(figure, tally, period, figureWords.translator(locale)(figure.id)) : one
    })
    return { figures: counted, regrouped }
  } finally {
    await member.signOut()
  }
}

const sentences: Partial<Record<ProblemKind, string>> = {
  'wrong-passphrase': 'The name or the passphrase is not right.',
  'second-step-needed': 'This member’s account asks for a second step, which a command cannot give. Name one without.',
  'too-many-attempts': 'Too many wrong passphrases. Wait a minute and try again.',
  'not-allowed': 'This member’s roles do not let her see figures.',
  'not-signed-in': 'This member is not let in yet, or no longer.',
  'not-ready': 'The database does not answer.',
}

function tell(error: unknown): number {
  if (error instanceof BadUsage) {
    console.error(`${error.message}\nSee npm run figures -- --help.`)
    return 2
  }
  if (error instanceof StartRefusal) console.error(`${error.message}\n${error.whatToDo}`)
  else if (error instanceof Problem) console.error(sentences[error.kind] ?? `The program answered: ${error.kind}.`)
  else console.error('The figures could not be counted.', error)
  return 1
}

/** Returns the exit code. `open` is another house in tests. */
export async function main(args: string[], open: () => Promise<HouseAtHand> = openHouse): Promise<number> {
  try {
    const values = given(args)
    if (values.help) {
      console.log(help)
      return 0
    }
    const asked = askedBy(values)
    const house = await open()
    try {
      const { figures: counted, regrouped } = asked.as ? await figuresOf(house, asked, asked.as) : await clearFigures(house, asked)
      console.log(asked.json ? JSON.stringify({ period: asked.period, figures: counted, ...(regrouped && { regrouped }) }, null, 2) : tableOf(counted, regrouped, asked.period, asked.locale))
    } finally {
      await house.close()
    }
    return 0
  } catch (error) {
    return tell(error)
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
