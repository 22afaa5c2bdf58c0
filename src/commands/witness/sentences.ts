import type { Entry } from '../../ledger/entry.ts'
import type { Finding, Head } from '../../ledger/witness.ts'
import { toHex } from '../../shared/bytes.ts'

type Said = Omit<Entry, 'salt'>

const instant = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
const named = (head: Head) => `the head of ${head.size} entries (${toHex(head.root).slice(0, 16)}…, ${instant(head.at)})`
const others = (count: number) => (count < 2 ? '' : count === 2 ? ' So is one more after it.' : ` So are ${count - 1} more after it.`)

export function entryWords({ at, actor, action, traces, result }: Said): string {
  const whose = traces.length ? ` of ${traces.length === 1 ? `folder ${traces[0]}` : `${traces.length} folders`}` : ''
  return `${instant(at)}, ${action}${whose} by ${actor ?? 'nobody signed in'}, ${result}`
}

/** A finding in plain sentences that name the entry. `was` is what the witness remembers it to have said. */
export function findingWords(finding: Finding, was: (seq: number) => Said | undefined): string {
  switch (finding.kind) {
    case 'changed':
      return [`Entry ${finding.seq} was changed after this witness had seen it.${others(finding.count)}`, ...bothWords(was(finding.seq), finding.entry)].join('\n')
    case 'moved':
      return [`Entry ${finding.seq} was moved after this witness had seen it: it stands as entry ${finding.now} now.${others(finding.count)}`, ...bothWords(was(finding.seq), undefined)].join('\n')
    case 'unknown':
      return [`What stands as entry ${finding.seq} now is none that this witness has seen.${others(finding.count)}`, ...bothWords(undefined, finding.entry)].join('\n')
    case 'missing':
      return [`Entry ${finding.seq} is missing from the ledger.${others(finding.count)}`, ...bothWords(was(finding.seq), undefined)].join('\n')
    case 'not-as-signed':
      return [`Entry ${finding.seq} does not say what was signed into the ledger.${others(finding.count)}`, ...bothWords(was(finding.seq), finding.entry)].join('\n')
    case 'truncated':
      return `The ledger was cut off: entries ${finding.first} to ${finding.last} are gone. This witness has seen them.`
    case 'forked':
      return `The ledger was forked: ${named(finding.remembered)} was shown to this witness before, now another of the same length is shown (${toHex(finding.now.root).slice(0, 16)}…, ${instant(finding.now.at)}).`
    case 'head-differs':
      return `One of the entries ${finding.first} to ${finding.head.size - 1} is not what was signed: their hashes do not make ${named(finding.head)}.`
    case 'not-grown-from':
      return `The program cannot show that ${named(finding.now)} grew from ${named(finding.remembered)}, which it showed before.`
    case 'bad-signature':
      return `The signature of ${named(finding.head)} does not hold under the ledger’s key.`
  }
}

function bothWords(was: Said | undefined, now: Said | undefined): string[] {
  return [...(was ? [`  It said: ${entryWords(was)}.`] : []), ...(now ? [`  It now says: ${entryWords(now)}.`] : [])]
}
