import type { FolderKind, HoldRow } from '../vault/seal.ts'
import { createVault } from '../vault/open.ts'
import type { Vault } from '../vault/vault.ts'
import type { Sealer } from './house.ts'

/** A folder to be made and what goes into it. `shared`: holds that links to these clients add. */
export type SealJob = {
  readonly by: string
  readonly kind: FolderKind
  readonly holders: readonly string[]
  readonly listed: string
  readonly shared: { readonly holder: string; readonly clients: readonly string[] } | null
  readonly docs: readonly { readonly schema: string; readonly content: unknown }[]
}
export type Sealed = { readonly folders: { readonly id: string; readonly trace: string }[]; readonly lines: Readonly<Record<SealedTable, string>> }
export type SealedTable = 'folder' | 'folder_key' | 'hold' | 'doc'

/** Columns in the order of the lines below. */
export const sealedColumns: Readonly<Record<SealedTable, string>> = {
  folder: 'id, kind, trace, made_by',
  folder_key: 'folder, gen, commitment, by, sig',
  hold: 'holder, folder, gen, kind, listed, form, epoch, wrap, by, sig, base, via',
  doc: 'folder, id, version, gen, schema, blob, author, sig',
}

const together = 24
/** A vault remembers every folder it made; a new one now and then keeps the memory small. */
const foldersPerVault = 600

/** Seals as the desk does, with the members' own vaults; the rows come out as lines of COPY in text format. */
export function sealingFor(sealers: ReadonlyMap<string, Sealer>) {
  const vaults = new Map<string, { vault: Promise<Vault>; made: number }>()

  function vaultOf(name: string): Promise<Vault> {
    const known = vaults.get(name)
    if (known && known.made++ < foldersPerVault) return known.vault
    const vault = openVault(sealers.get(name))
    vaults.set(name, { vault, made: 1 })
    return vault
  }

  return async function sealAll(jobs: readonly SealJob[]): Promise<Sealed> {
    const done: Awaited<ReturnType<typeof seal>>[] = []
    for (let at = 0; at < jobs.length; at += together) {
      done.push(...(await Promise.all(jobs.slice(at, at + together).map(async (job) => seal(await vaultOf(job.by), job)))))
    }
    const joined = (table: SealedTable) => done.map((one) => one[table]).join('')
    return {
      folders: done.map(({ id, trace }) => ({ id, trace })),
      lines: { folder: joined('folder'), folder_key: joined('folder_key'), hold: joined('hold'), doc: joined('doc') },
    }
  }
}

async function openVault(sealer: Sealer | undefined): Promise<Vault> {
  if (!sealer) throw new Error('nobody of that name seals')
  const vault = await createVault(sealer.id, sealer.keys)
  const quarantined = await vault.learnHouse(sealer.house)
  if (quarantined.length) throw new Error(`the house does not hold: ${JSON.stringify(quarantined)}`)
  return vault
}

async function seal(vault: Vault, job: SealJob) {
  const made = await vault.makeFolder(job.kind, job.holders, job.listed)
  const { shared } = job
  const already = shared && made.holds.some((hold) => hold.holder === shared.holder)
  const [docs, added] = await Promise.all([
    Promise.all(job.docs.map(({ schema, content }) => vault.sealDoc({ folder: made.id, id: crypto.randomUUID(), version: 1, schema }, content))),
    shared && !already ? vault.share(made.id, [shared.holder], job.listed) : [],
  ])
  const holdLine = (hold: HoldRow, via: readonly string[] | null) => line(
    hold.holder, hold.folder, hold.gen, hold.kind, hold.listed, hold.form, hold.epoch, hex(hold.wrap), hold.by, hex(hold.sig),
    via ? 'f' : 't', `{${via?.join(',') ?? ''}}`)
  return {
    id: made.id as string, trace: made.trace,
    folder: line(made.id, made.kind, made.trace, vault.me),
    folder_key: line(made.id, 1, hex(made.key.commitment), made.key.by, hex(made.key.sig)),
    hold: made.holds.map((hold) => holdLine(hold, null)).join('') + added.map((hold) => holdLine(hold, shared?.clients ?? [])).join(''),
    doc: docs.map((doc) => line(doc.folder, doc.id, doc.version, doc.gen, doc.schema, hex(doc.blob), doc.author, hex(doc.sig))).join(''),
  }
}

/** One row of COPY in text format. Values here are ids, codes, days and hex: nothing needs escaping. */
export function line(...values: readonly (string | number | null)[]): string {
  return `${values.map((value) => value ?? '\\N').join('\t')}\n`
}

/** bytea, whose own backslash COPY wants doubled. */
const hex = (base64url: string) => `\\\\x${Buffer.from(base64url, 'base64url').toString('hex')}`
