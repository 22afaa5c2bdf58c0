import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type pg from 'pg'
import { socketOf, startEmbedded } from './embedded.ts'
import { openExternal } from './external.ts'
import type { External } from './external.ts'
import { lockFolder, programOn } from './house-lock.ts'
import { makeMigrator, makeRoles, passwordsIn } from './logins.ts'
import type { LoginName, Passwords } from './logins.ts'
import { migrate, refuseOtherVersion } from './migrate.ts'
import { refuseEmptyBeside, refuseHalfAHouse, refuseKeysAlone } from './half-a-house.ts'
import { becomeNode, refuseOtherKeys } from './node-keys.ts'
import type { PoolConfig } from './pools.ts'
import { StartRefusal } from './refusal.ts'

export type DatabaseSettings = {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  readonly pgBinDir?: string | undefined
  /** A command may use the server of a program that runs on the folder already. */
  readonly attach?: boolean
  /** Told when the embedded PostgreSQL ended and cannot be started again. */
  readonly lost?: (why: unknown) => void
}

export type Database = {
  /** Where writes go now; a pool follows them from host to host. */
  readonly login: (name: LoginName) => PoolConfig
  readonly migrated: readonly string[]
  readonly attached: boolean
  readonly stop: () => Promise<void>
}

/** A server with the program's logins on it, before anything is migrated. `owner` is for commands that move a whole house. */
export type Server = Omit<Database, 'migrated'> & { readonly owner: pg.ClientConfig }

/** The one way to a database: embedded by default, external by URL, or that of the running program for a command. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  refuseKeysAlone({ ...settings, dataFolder: resolve(settings.dataFolder) })
  const { login, owner, attached, stop } = await openServer(settings)
  try {
    if (attached) {
      await refuseOtherVersion(owner)
      return { login, migrated: [], attached, stop }
    }
    const dataFolder = resolve(settings.dataFolder)
    await refuseHalfAHouse({ ...settings, dataFolder }, owner)
    await refuseEmptyBeside({ ...settings, dataFolder }, owner, passwordsIn(dataFolder).boot)
    const migrated = await migrate(owner)
    if (settings.databaseUrl) await becomeNode(owner, dataFolder)
    return { login, migrated, attached, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The same without migrating: what a backup is made of, and what a house is restored into. */
export async function openServer(settings: DatabaseSettings): Promise<Server> {
  const dataFolder = makeDataFolder(settings.dataFolder)
  const passwords = passwordsIn(dataFolder)
  const running = programOn(dataFolder)
  if (running && settings.attach && running.pid !== process.pid) {
    const { server, owner, stop } = settings.databaseUrl ? await openExternal(settings.databaseUrl) : ofProgram(dataFolder, passwords)
    return { login: (name) => ({ ...server(), user: name, password: passwords[name] }), owner, attached: true, stop }
  }
  const unlock = await lockFolder(dataFolder)
  try {
    const { server, owner, stop } = settings.databaseUrl ? await openExternal(settings.databaseUrl) : await embedded(dataFolder, passwords, settings)
    const prepare = async () => {
      if (settings.databaseUrl) await refuseOtherKeys(owner, dataFolder)
      await makeRoles(owner, passwords)
    }
    await prepare().catch((error: unknown) => stop().then(() => { throw error }))
    const login = (name: LoginName) => ({ ...server(), user: name, password: passwords[name] })
    return { login, owner, attached: false, stop: () => stop().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The embedded server of a program that runs already. */
function ofProgram(dataFolder: string, passwords: Passwords): External {
  const place = { host: socketOf(dataFolder), port: 5432, database: 'wayout' }
  return { server: () => place, owner: { ...place, user: 'migrator', password: passwords.migrator }, stop: async () => undefined }
}

async function embedded(dataFolder: string, passwords: Passwords, { pgBinDir, lost }: DatabaseSettings): Promise<External> {
  const { host, port, stop } = await startEmbedded(dataFolder, pgBinDir, passwords.boot, lost ?? (() => undefined))
  try {
    await makeMigrator({ host, port, user: 'boot', password: passwords.boot }, passwords.migrator)
  } catch (error) {
    await stop()
    throw error
  }
  const place = { host, port, database: 'wayout' }
  return { server: () => place, owner: { ...place, user: 'migrator', password: passwords.migrator }, stop }
}

/** Others may pass through to the database's own folder, and read nothing. */
function makeDataFolder(path: string): string {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
    chmodSync(folder, 0o711)
    return folder
  } catch {
    throw new StartRefusal(`The data folder ${folder} cannot be written.`, 'Choose another with WAYOUT_DATA, or change who owns it.')
  }
}
