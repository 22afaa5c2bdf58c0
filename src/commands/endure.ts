import { onCluster } from './endure/cluster.ts'
import { onOneComputer } from './endure/embedded.ts'
import { endure } from './endure/trial.ts'
import type { Trial } from './endure/trial.ts'
import { BadUsage, runCommand } from './run-command.ts'

const help = `Kills the program, PostgreSQL, both, or one of its processes with kill -9, at random moments while several members save contacts
through the real API with real sealed rows, and then looks whether everything that was acknowledged is there, and only once. What was acknowledged is kept by a
process of its own, on the disk before it goes on. A command that got no answer is sent again as it was.

  npm run endure
  npm run endure -- --rounds 5 --seconds 2 --json
  npm run endure -- --cluster

  --cluster     on a cluster of three nodes (etcd, Patroni, PostgreSQL of the distribution; all on this computer): kills or
                freezes the primary or its whole node, or the program, and prints the time until writes resume
  --rounds N    kills; 25 unless told, with --cluster 8
  --seconds S   of writing before each kill, on average; 4 unless told
  --members M   who write; 4 unless told
  --json        the figures as JSON
  --help        this

It works in a throw-away folder (TMPDIR) and touches no house of yours.
Ends with 0 when nothing is missing and nothing doubled, 2 when called wrongly, 130 when stopped, else 1.`

const options = {
  cluster: { type: 'boolean' }, rounds: { type: 'string' }, seconds: { type: 'string', default: '4' }, members: { type: 'string', default: '4' },
  json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const

const whole = 200

process.exitCode = await runCommand({
  name: 'endure', doing: 'trial', help, options,
  async run(given, _, signal) {
    const [rounds, seconds, members] = [numberIn('rounds', given.rounds ?? (given.cluster ? '8' : '25'), 1, 1000), numberIn('seconds', given.seconds, 0.5, 600), numberIn('members', given.members, 1, 32)]
    const tell = (sentence: string) => { if (!given.json) console.log(sentence) }
    const place = given.cluster ? await onCluster(tell) : await onOneComputer()
    // A trial that broke off is looked into as well as one that lost something.
    let keep = true
    try {
      const trial = await endure(place, { rounds, seconds, members, lanes: 6, tell, signal })
      const said = summary(trial)
      console.log(given.json ? JSON.stringify(said, null, 2) : sentenceOf(said))
      keep = trial.missing + trial.doubled > 0
      return keep ? 1 : 0
    } finally {
      keep &&= !signal.aborted
      if (keep) console.error(`What is left, with the logs, stands in ${place.folder}.`)
      await place.close({ keep })
    }
  },
})

function numberIn(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!(number >= least && number <= most)) throw new BadUsage(`--${name} is a number from ${least} to ${most}.`)
  return number
}

function summary({ rounds, ...trial }: Trial) {
  const rates = rounds.map((round) => round.perSecond).sort((a, b) => a - b)
  const gaps = rounds.map((round) => round.resumedAfterSeconds).sort((a, b) => a - b)
  const kills: Record<string, number> = {}
  for (const { killed } of rounds) kills[killed] = (kills[killed] ?? 0) + 1
  const round = (value = 0) => Math.round(value * 10) / 10
  return {
    rounds: rounds.length, kills, ...trial,
    acknowledgedPerSecond: { median: round(rates[rates.length >> 1]), slowestRound: round(rates[0]) },
    resumedAfterSeconds: { median: round(gaps[gaps.length >> 1]), longest: round(gaps.at(-1)) },
  }
}

function sentenceOf(said: ReturnType<typeof summary>): string {
  const { acknowledged, missing, doubled, acknowledgedPerSecond: rate, resumedAfterSeconds: gap, ledger } = said
  const pace = rate.median < whole ? ` That is less than ${whole} a second: this computer was slow or busy.` : ''
  return `${acknowledged} acknowledged in ${said.rounds} kills: ${missing} missing, ${doubled} doubled; the ledger of ${ledger} entries holds. ` +
    `${rate.median} a second while nothing was dead (slowest round ${rate.slowestRound}); writing again after ${gap.median} s, at most ${gap.longest} s.${pace}`
}
