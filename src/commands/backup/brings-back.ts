import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readBackup } from './contents.ts'
import type { Manifest } from './contents.ts'
import { readName } from '../../shared/backups.ts'
import type { Named } from '../../shared/backups.ts'

/** What a restore of this backup brings back, in sentences; `since` is what a newer one knows of the time after it. */
export function bringsBack(manifest: Manifest, now: Date, since: Since | undefined): string[] {
  const { kind, at, organisation, members, ledger, leftOut } = manifest
  const rows = (table: string) => manifest.tables.find((one) => one.name === table)?.rows ?? 0
  const days = Math.floor((now.getTime() - Date.parse(at)) / 86_400_000)
  const who = Object.entries(members).map(([state, count]) => `${count} ${state}`).join(', ')
  return [
    `It is the ${kind === 'full' ? 'full backup' : 'archive'} of "${organisation.name}" as it was on ${at.slice(0, 16).replace('T', ' ')} UTC${days > 0 ? `, ${days} days ago` : ''}.`,
    `It has ${rows('contact')} contacts, ${rows('client')} clients, ${rows('doc')} sealed documents, members: ${who || 'none'}.`,
    ledger ? `Its ledger has ${ledger.size} entries; head ${ledger.root} of ${ledger.at}. Compare it with what the witness and members remember.` : 'Its ledger has no entry yet.',
    ...(kind === 'archive' ? [`It has no ${leftOut.join(', ')}: its records can be counted, and nothing in it can be opened, by anybody.`] : []),
    ...(kind === 'full' ? ['Whatever was written after that instant is not in it. Whoever was removed, and whatever was erased, unlinked or withdrawn after it, comes back and must be removed again; secrets changed after it are the old ones.'] : []),
    ...(since ? sinceThen(since) : []),
  ]
}

export type Since = { readonly newest: Named; readonly entries: number; readonly undone: Readonly<Record<string, number>> }

function sinceThen({ newest, entries, undone }: Since): string[] {
  const all = Object.entries(undone)
  const first = `There is a newer one beside it, ${newest.name}. By its ledger ${entries} entries were made in between.`
  if (!all.length) return [first, 'None of them took anything back.']
  return [first, `Of those, a restore of the older one undoes: ${all.map(([action, times]) => `${action} (${times} times)`).join(', ')}.`]
}

/** Entries that took something from somebody, or put a new secret in the place of an old one. */
const takesBack = /(suspended|removed|erased|unlinked|withdrawn|restricted|roster|renewed|witness\.ended|second-step\.on|(passphrase|recovery-code)\.changed)/

/** What the newest backup in the same folder tells of the time after this one; undefined when there is none or it does not open. */
export async function learnSince(file: string, { ledger, at }: Manifest, identities: readonly string[], signal: AbortSignal): Promise<Since | undefined> {
  const newest = readdirSync(dirname(file)).flatMap((name) => readName(name) ?? [])
    .filter((one) => one.name !== basename(file) && one.at.getTime() > Date.parse(at))
    .sort((one, other) => other.at.getTime() - one.at.getTime())[0]
  if (!newest) return undefined
  const undone: Record<string, number> = {}
  let entries = 0
  const newer = join(dirname(file), newest.name)
  try {
    await readBackup(newer, identities, {
      signal,
      rows({ name, columns }, lines) {
        if (name !== 'ledger_entry') return
        const [seq, action] = [columns.indexOf('seq'), columns.indexOf('action')]
        for (const line of lines.toString('utf8').split('\n')) {
          const values = line.split('\t')
          const what = values[action] ?? ''
          if (!line || Number(values[seq]) < (ledger?.size ?? 0)) continue
          entries++
          if (takesBack.test(what)) undone[what] = (undone[what] ?? 0) + 1
        }
      },
    })
  } catch (error) {
    if (signal.aborted) throw error
    return undefined
  }
  return { newest, entries, undone }
}
