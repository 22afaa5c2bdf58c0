import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { MemberId } from '../shared/ids.ts'
import { allOf, contextOf } from './certificates.ts'
import type { Ring } from './folders.ts'
import { sign } from './primitives.ts'
import { certify } from './root.ts'
import type { CertificateRow, MemberRow } from './seal.ts'
import { nextEpoch, seatOneMore } from './teams.ts'
import type { Seated } from './teams.ts'
import { epochName } from './trust.ts'
import type { TrustedTeam } from './trust.ts'
import { VaultRefusal } from './vault.ts'
import type { Vault } from './vault.ts'

function missing(): never {
  throw new VaultRefusal('house-not-learnt')
}

type Around = {
  readonly ring: () => Ring
  readonly signing: CryptoKey
  /** The newest trusted list of a team. */
  readonly trusted: (team: string) => TrustedTeam | undefined
  readonly directory: () => readonly MemberRow[]
  readonly head: () => string | null
}
type Managing = Pick<Vault, 'letIn' | 'seat' | 'leaveOut' | 'renewTeams' | 'certifyAgain' | 'rosters'>

/** What a manager's keys do about members: certificates, lists and seats. Only for teams whose seed she holds. */
export function managing({ ring, signing, trusted, directory, head }: Around): Managing {
  const manager = () => ({ id: ring().me, organisation: ring().organisation, signing })
  const recovery = () => ({ id: ring().organisation, xPublic: ring().newest.get(ring().organisation)?.publicKey ?? missing() })

  function mine(team: string) {
    const [list, keys] = [trusted(team), ring().seeds.get(epochName(team, ring().newest.get(team)?.epoch ?? 0))]
    if (!list || !keys) throw new VaultRefusal('not-in-team')
    return { before: { roster: list.roster, bytes: list.rosterBytes }, seed: keys.seed }
  }

  async function seatIn(who: Seated, wanted: readonly string[]) {
    const rows = await Promise.all(wanted.map((team) => seatOneMore(manager(), mine(team).before, mine(team).seed, who)))
    return { epochs: rows.map((row) => row.epoch), seats: rows.map((row) => row.seat) }
  }

  /** The next epoch of each team, for those of its list who are still here and of whom `stays` says so. */
  async function nextEpochs(wanted: readonly string[], stays: (id: string) => boolean, with_: ReadonlyMap<string, Seated> = new Map()) {
    const rows = await Promise.all(wanted.map((team) => {
      const { before, seed } = mine(team)
      const staying = before.roster.members.map((id) => ring().people.get(id)).filter((one) => one !== undefined && one.state !== 'removed' && stays(one.id))
      return nextEpoch(manager(), before, seed, (staying as Seated[]).map((one) => with_.get(one.id) ?? one), recovery())
    }))
    return { epochs: rows.map((row) => row.epoch), seats: rows.flatMap((row) => row.seats) }
  }

  return {
    async letIn(newcomer, wanted) {
      // Whoever is here already is certified over her last certificate, never as somebody new.
      if (directory().some(({ id, state }) => id === newcomer.id && state !== 'waiting')) throw new VaultRefusal('bad-certificate')
      const seats = await seatIn({ id: newcomer.id, xPublic: fromBase64url(newcomer.xPublic) }, wanted)
      return { certificate: await certify(signing, ring().organisation, newcomer), ...seats }
    },

    async seat(member, wanted) {
      const who = ring().people.get(member)
      if (!who || who.state === 'removed') throw new VaultRefusal('unknown-author')
      return seatIn(who, wanted)
    },

    leaveOut: (member, wanted) => nextEpochs(wanted, (id) => id !== member),

    async renewTeams(member, wanted, keys) {
      const who: Seated | undefined = keys ? { id: member, xPublic: fromBase64url(keys.xPublic) } : undefined
      return nextEpochs(wanted, () => true, who && new Map([[member, who]]))
    },

    async certifyAgain(member, { manager: isManager, keys }) {
      const [row, person] = [directory().find((one) => one.id === member), ring().people.get(member)]
      // Somebody whose newest certificate does not hold gets none on top of it, and nobody certifies herself.
      if (!row || !person || person.number !== row.number || member === ring().me) throw new VaultRefusal('bad-certificate')
      const { organisation } = ring()
      let before: readonly unknown[] | undefined
      for (const one of allOf(row)) before = await contextOf(organisation, member, one, before)
      const said: Omit<CertificateRow, 'by' | 'sig'> = {
        xPublic: keys?.xPublic ?? row.xPublic, edPublic: keys?.edPublic ?? row.edPublic, manager: isManager ?? row.manager,
        number: row.number + 1, keys: row.keys + (keys ? 1 : 0), until: keys ? head() : null,
      }
      const sig = toBase64url(await sign(signing, await contextOf(organisation, member, said, before)))
      return { ...said, by: ring().me as MemberId, sig }
    },

    async rosters() {
      return [...ring().newest].flatMap(([team, { epoch }]) => {
        const list = trusted(team)
        return list ? [{ team, epoch, members: list.roster.members, mine: ring().seeds.has(epochName(team, epoch)) }] : []
      })
    },
  }
}
