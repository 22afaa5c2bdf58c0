import pg from 'pg'
import { addressesIn, whereToWrite } from './addresses.ts'
import type { Said } from './addresses.ts'
import { followPrimary, whatSays } from './primary.ts'
import type { Primary } from './primary.ts'
import { StartRefusal } from './refusal.ts'

/** Where the server of a DATABASE_URL is, the first where it names several. */
export function external(url: string) {
  const { host, port, database } = read(url)[0] ?? refuseAddress()
  return { host, port, database }
}

/** Where all of it is, for a sentence: the database and every host that DATABASE_URL names. */
export function placesOf(url: string): string {
  const all = read(url)
  return `${all[0]?.database} on ${all.map(placeOf).join(', ')}`
}

export type External = {
  /** The URL's own login, where writes go now. */
  readonly owner: pg.ClientConfig
  /** The same place for the program's logins; `primary` follows it from host to host. */
  readonly server: () => pg.ClientConfig & { readonly primary?: Primary }
  readonly stop: () => Promise<void>
}

/** The login of the URL itself where writes go now. Refuses in a sentence when nobody there takes writes, or something is too old. */
export async function reach(url: string): Promise<pg.ClientConfig> {
  return (await findPrimary(read(url))).owner
}

/** The same for a program that stays; with several hosts it follows the one that takes writes. */
export async function openExternal(url: string): Promise<External> {
  const owners = read(url)
  const { owner, at, timeline } = await findPrimary(owners)
  const places = owners.map(({ user: _user, password: _password, ...place }) => place)
  if (owners.length === 1) return { owner, server: () => places[0] ?? {}, stop: async () => undefined }
  const primary = followPrimary(owners, at, timeline)
  return { owner, server: () => ({ ...places[primary.now()], primary }), stop: primary.end }
}

async function findPrimary(owners: readonly pg.ClientConfig[]) {
  const asked = await Promise.all(owners.map(async (owner) => ({ owner, ...(await whatSays(owner)) })))
  const at = whereToWrite(0, asked.map((one) => one.said))
  const { owner, major, said } = asked[at] ?? refuseAddress()
  if (typeof said !== 'number') refuseSilence(asked)
  if (major < 15) throw new StartRefusal(`The PostgreSQL at ${placeOf(owner)} is version ${major}; Wayout needs 15 or newer.`, 'Name another with DATABASE_URL.')
  return { owner, at, timeline: said }
}

function refuseSilence(asked: readonly { owner: pg.ClientConfig; said: Said; why: string }[]): never {
  const [only] = asked
  if (only && asked.length === 1 && only.said === 'nothing') throw new StartRefusal(`The PostgreSQL at ${placeOf(only.owner)} does not answer: ${only.why}`, 'Start it or correct DATABASE_URL.')
  const each = asked.map((one) => `${placeOf(one.owner)} ${one.said === 'standby' ? 'is a standby' : `does not answer (${one.why})`}`).join('; ')
  throw new StartRefusal(`No PostgreSQL in DATABASE_URL takes writes: ${each}.`, 'Start or promote one, or correct DATABASE_URL.')
}

const placeOf = ({ host, port }: pg.ClientConfig) => `${host}:${port}`

/** The driver reads a URL with one host; TLS and whatever else stands there holds for the program's own logins too. */
function read(url: string) {
  const all = addressesIn(url)
  if (!all.length) refuseAddress()
  return all.map((one) => {
    const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: one })
    return { host, port, user, password, database: database ?? '', keepAlive: true, ...(ssl && { ssl }) } as pg.ClientConfig & { host: string; port: number; database: string }
  })
}

function refuseAddress(): never {
  throw new StartRefusal('DATABASE_URL is not an address.', 'It looks like postgres://login:password@host:5432/database; several hosts stand side by side with commas.')
}
