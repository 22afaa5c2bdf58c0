import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readBackup } from './contents.ts'
import type { Manifest } from './contents.ts'
import { readName } from '../../shared/backups.ts'
import type { Named } from '../../shared/backups.ts'
import en from '../../features/ledger/words/en.json' with { type: 'json' }

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

/** `more`: how many rows of a table the newer one has beyond this one's. `undone`: how often what was done since. */
export type Since = { readonly newest: Pick<Named, 'name'>; readonly entries: number; readonly undone: Readonly<Record<string, number>>; readonly more: Readonly<Record<string, number>> }

function sinceThen({ newest, entries, undone, more }: Since): string[] {
  const lacks = Object.entries(written).flatMap(([table, what]) => ((more[table] ?? 0) > 0 ? [`${what}: ${more[table]}`] : []))
  const all = Object.entries(undone).toSorted(([one], [other]) => undoing.indexOf(one) - undoing.indexOf(other))
  return [
    `There is a newer one beside it, ${newest.name}. By its ledger ${entries} entries were made in between.`,
    lacks.length ? `The newer one has more: ${lacks.join(', ')}. This one does not bring them back.` : 'It has no more records than this one.',
    all.length
      ? `What was done since and is undone by bringing back this one: ${all.map(([action, times]) => `${said(action)}${times > 1 ? ` (${times} times)` : ''}`).join('; ')}.`
      : 'Nothing was taken from anybody since, and no secret was changed.',
  ]
}

const written: Readonly<Record<string, string>> = { contact: 'contacts', client: 'clients', doc: 'sealed documents' }

/** A newer version may have made the newer backup: what this one has no word for is told by its bare name and never called nothing. */
const isKnown = (action: string) => Object.hasOwn(en, `action.${action}`)

const said = (action: string) => (en as Readonly<Record<string, string>>)[`action.${action}`] ?? action

/** What took something from somebody, closed something, or put a new secret in the place of an old one; the gravest first. */
export const undoing: readonly string[] = [
  'member.removed', 'member.suspended', 'member.left-team', 'member.changed', 'member.keys-renewed', 'client.restricted', 'glass.ended', 'glass.ended-with',
  'recovery.replaced', 'recovery.team', 'ledger-key.certified', 'passphrase.changed', 'recovery-code.changed', 'passkey.removed', 'second-step.on', 'witness.ended',
  'invite.ended', 'contact.unlinked', 'client.parted', 'service.taken-back', 'institution-contact.taken-back', 'institution-contacts.import-undone',
  'directory.import-undone', 'certificate.withdrawn', 'participant.taken-away', 'calendar.ended', 'event-page.closed', 'activist.hours-taken-back',
]

/** What the newest backup in the same folder tells of the time after this one; undefined when there is none or it does not open. */
export async function learnSince(file: string, { ledger, at, tables }: Manifest, identities: readonly string[], signal: AbortSignal): Promise<Since | undefined> {
  const newest = readdirSync(dirname(file)).flatMap((name) => readName(name) ?? [])
    .filter((one) => one.name !== basename(file) && one.at.getTime() > Date.parse(at))
    .sort((one, other) => other.at.getTime() - one.at.getTime())[0]
  if (!newest) return undefined
  const undone: Record<string, number> = {}
  const more: Record<string, number> = {}
  let entries = 0
  const newer = join(dirname(file), newest.name)
  try {
    const { manifest } = await readBackup(newer, identities, {
      signal,
      rows({ name, columns }, lines) {
        if (name !== 'ledger_entry') return
        const [seq, action] = [columns.indexOf('seq'), columns.indexOf('action')]
        for (const line of lines.toString('utf8').split('\n')) {
          const values = line.split('\t')
          const what = values[action] ?? ''
          if (!line || Number(values[seq]) < (ledger?.size ?? 0)) continue
          entries++
          if (undoing.includes(what) || !isKnown(what)) undone[what] = (undone[what] ?? 0) + 1
        }
      },
    })
    for (const { name, rows } of manifest.tables) more[name] = rows - (tables.find((one) => one.name === name)?.rows ?? 0)
  } catch (error) {
    if (signal.aborted) throw error
    return undefined
  }
  return { newest, entries, undone, more }
}
