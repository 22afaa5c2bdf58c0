import { fromBase64url, sameBytes, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import type { Pins } from './accounts.ts'
import type { Ring } from './folders.ts'
import { derive, openBytes, randomBytes, sealBytes } from './primitives.ts'
import { epochName } from './trust.ts'
import { VaultRefusal } from './vault.ts'
import type { Acceptance, Vault } from './vault.ts'

/** What a printed link carries after `#`: never sent to a server. It pins the root. `again`: she who is here already and gets new keys. */
export type Invitation = { readonly invite: string; readonly organisation: string; readonly rootPublic: string; readonly secret: string; readonly again?: string }

export function readInvitation(fragment: string): Invitation {
  const [invite, organisation, rootPublic, secret, again] = fragment.replace(/^#/, '').split('.')
  if (!invite || !organisation || !rootPublic || secret?.length !== 43) throw new VaultRefusal('mistyped')
  return { invite, organisation, rootPublic, secret, ...(again && { again }) }
}

/** HMAC-SHA-256 under the invite's secret: the newcomer's keys come from whoever held the paper. */
export async function acceptanceMac(secret: string, invite: string, keys: Omit<Acceptance, 'mac'>): Promise<string> {
  const raw = await derive(fromBase64url(secret), 'wayout/acceptance')
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const said = encode(['wayout/acceptance/1', invite, keys.member, keys.xPublic, keys.edPublic])
  return toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, said)))
}

/** The secret of an invite is sealed for the managers' team, so that any of them can let the newcomer in. */
export function inviteSecrets(ring: () => Ring, pins: Pins): Pick<Vault, 'makeInvite' | 'checkAcceptance'> {
  const wrapKeyOf = (team: string, epoch: number) => {
    const keys = ring().seeds.get(epochName(team, epoch))
    if (!keys) throw new VaultRefusal('not-in-team')
    return keys.wrapKey
  }
  // For whom new keys are is sealed with the secret: a server cannot have another member's account countersigned for the paper's bearer.
  const context = (invite: string, again?: string) => again ? ['wayout/invite/2', pins.organisation, invite, again] as const : ['wayout/invite/1', pins.organisation, invite] as const
  return {
    async makeInvite(invite, sealedFor, again) {
      const secret: Bytes = randomBytes(32)
      const epoch = ring().newest.get(sealedFor)?.epoch ?? 0
      const sealed = await sealBytes(wrapKeyOf(sealedFor, epoch), secret, context(invite, again))
      const fragment = [invite, pins.organisation, toBase64url(ring().rootPublic), toBase64url(secret), ...(again ? [again] : [])].join('.')
      return { secret: toBase64url(secret), fragment, sealed: toBase64url(sealed), epoch }
    },
    async checkAcceptance(invite, answer) {
      const secret = await openBytes(wrapKeyOf(invite.sealedFor, invite.epoch), fromBase64url(invite.sealed), context(invite.id, invite.again ?? undefined))
      const { mac, ...keys } = answer
      if (invite.again && invite.again !== keys.member) return false
      return sameBytes(fromBase64url(await acceptanceMac(toBase64url(secret), invite.id, keys)), fromBase64url(mac))
    },
  }
}
