import { dayOf } from '../../shared/calendar.ts'
import type { OutputOf } from '../../shared/endpoint.ts'
import { newId } from '../../shared/ids.ts'
import type { ClientId, MemberId, TeamId } from '../../shared/ids.ts'
import type { HoldRow } from '../../vault/seal.ts'
import type { Vault } from '../../vault/vault.ts'
import type { restrictions } from './contract.ts'
import { heldBy } from './rules.ts'
import type { Places } from './rules.ts'

export type Restricted = OutputOf<typeof restrictions.of>
type Sealing = Pick<Vault, 'admit' | 'makeFolder' | 'rehold' | 'sealDoc' | 'signRestriction'>
type Sharing = Pick<Vault, 'admit'> & { readonly give: Vault['share'] }

/** `coordinators`: who gets halves. `accounts`: folders of what happened to her, opened before, that go along. */
export type Choice = {
  readonly client: ClientId
  readonly named: readonly MemberId[]
  readonly coordinators: readonly MemberId[]
  readonly label: string
  readonly accounts: readonly { readonly folder: string; readonly listed: string }[]
}

/** A new key for everything of hers that I hold, for the named and recovery, and halves of it for coordinators. */
export async function composeRestriction(vault: Sealing, of: Restricted, { client, named, coordinators, label, accounts }: Choice, coordination: TeamId, now: Date) {
  await vault.admit(of.served)
  const since = dayOf(now)
  const beside = new Map(of.beside.map((one) => [one.folder as string, one.alsoNamed]))
  const box = await vault.makeFolder('glass', [coordination, ...named], since)
  const split = { box: box.id, coordinators }
  const words = await vault.sealDoc({ folder: box.id, id: newId(), version: 1, schema: 'glass-label/1' }, { label, named: [...named] })
  const all = [...of.folders, ...accounts.map((one) => ({ ...one, alsoNamed: beside.get(one.folder) ?? [] }))]
  const keys = await Promise.all(all.map(({ folder, listed, alsoNamed }) => vault.rehold(folder, [...new Set([...named, ...alsoNamed])], listed, split)))
  const sig = await vault.signRestriction({ client, box: box.id, named })
  return { client, fromVersion: of.version, named: [...named], since, sig, box, label: words, keys }
}

/** Back to the teams that hold such folders in every other house, as far as no other restricted client is in them. */
export async function composeWidening(vault: Sharing, of: Restricted, client: ClientId, accounts: Choice['accounts'], places: Places) {
  await vault.admit(of.served)
  const beside = new Map(of.beside.map((one) => [one.folder as string, one.alsoNamed]))
  const [base, linked]: [HoldRow[], HoldRow[]] = [[], []]
  for (const one of [...of.folders, ...accounts.map((account) => ({ ...account, kind: 'account', team: null, alsoNamed: beside.get(account.folder) ?? [] }))]) {
    if (one.alsoNamed.length) continue
    const teams = heldBy(one, places)
    base.push(...(await vault.give(one.folder, teams.base, one.listed)))
    linked.push(...(await vault.give(one.folder, teams.linked, one.listed)))
  }
  return { client, base, linked }
}
