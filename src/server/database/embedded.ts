import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries, openToAll } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { keepRunning } from './keep-running.ts'
import { commandOf, nameOf } from './processes.ts'
import { StartRefusal } from './refusal.ts'

export type Server = { readonly host: string; readonly port: number; readonly stop: () => Promise<void> }
/** For tests of an external server; the program's own listens on its socket alone. */
type Loopback = { readonly host: '127.0.0.1'; readonly port: number }
type User = { readonly name: string; readonly uid: number; readonly gid: number }

/** Where a cluster stands: its own folder, which the user PostgreSQL runs as can reach and nobody else can read. */
type Place = { readonly home: string; readonly cluster: string; readonly socket: string; readonly user: User | undefined; readonly elsewhere: boolean }

/**
 * Starts the real PostgreSQL of this folder on a unix socket in a folder of mode 0700.
 * `superPassword` is the bootstrap superuser's; the program itself never uses it after set-up.
 * `lost` is told when it ended and cannot be started again.
 */
export async function startEmbedded(dataFolder: string, pgBinDir: string | undefined, superPassword: string, lost: (why: unknown) => void, tcp?: Loopback): Promise<Server> {
  const user = unprivileged()
  const place = makePlace(dataFolder, user)
  const binaries = findBinaries(pgBinDir, { others: user !== undefined }, user ? '/var/cache/wayout' : join(dataFolder, 'binaries'))
  await endOrphan(place.cluster)
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) initialise(binaries, place, superPassword)
  refuseOtherMajor(binaries, place.cluster)
  const stop = await keepRunning(() => launchAndWait(binaries, place, tcp), lost, () => isFull(place.home)).catch((error: unknown) => {
    throw isFull(place.home) ? noRoom(place.home) : error
  })
  return { host: place.socket, port: 5432, stop }
}

/** Less than PostgreSQL needs to come up: two segments of its write-ahead log. */
function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 2 * 16 * 1024 * 1024
}

const noRoom = (folder: string) => new StartRefusal(`There is no room left on the disk of ${folder}.`, 'Nothing is lost. Make room, then start again.')

/** A killed server's last processes hold its memory for a moment yet. */
async function launchAndWait(binaries: Binaries, place: Place, tcp: Loopback | undefined, tries = 40): Promise<ChildProcess> {
  const child = launch(binaries, place, tcp)
  try {
    await answering(child, place, tcp?.port)
    return child
  } catch (error) {
    if (tries === 0 || !/shared memory|lock file/.test(String(error))) throw error
    await new Promise((resolve) => setTimeout(resolve, 250))
    return launchAndWait(binaries, place, tcp, tries - 1)
  }
}

/** Where this folder's own PostgreSQL keeps everything; not always below the folder. */
export function homeOf(dataFolder: string): string {
  return placeFor(dataFolder, unprivileged()).home
}

export function socketOf(dataFolder: string): string {
  return placeFor(dataFolder, unprivileged()).socket
}

/** PostgreSQL refuses to run as root: an existing user without rights does; none is created. */
function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((one) => one.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid && gid) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new StartRefusal('PostgreSQL cannot run as root, and this machine has no user postgres or nobody.', 'Start Wayout as an ordinary user.')
}

function placeFor(dataFolder: string, user: User | undefined): Place {
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  const elsewhere = user !== undefined && !openToAll(dataFolder)
  const home = elsewhere ? `/var/lib/wayout-${hash}` : join(dataFolder, 'database')
  const near = join(home, 'socket')
  // A socket's path may have 107 bytes; `.s.PGSQL.5432` takes 14 of them.
  const socket = near.length < 90 ? near : join(tmpdir(), `wayout-${hash}`)
  return { home, cluster: join(home, 'cluster'), socket, user, elsewhere }
}

function makePlace(dataFolder: string, user: User | undefined): Place {
  const place = placeFor(dataFolder, user)
  make(place.home, user)
  if (place.elsewhere) {
    const why = `The user ${user?.name}, as whom PostgreSQL runs, cannot enter this folder. The database stands in ${place.home}.\n`
    writeFileSync(join(dataFolder, 'where-the-database-is.txt'), why)
  }
  make(place.socket, user)
  return place
}

function make(folder: string, user: User | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  if (statSync(folder).uid !== (user?.uid ?? process.getuid?.() ?? 0)) {
    throw new StartRefusal(`The folder ${folder} belongs to somebody else.`, 'Remove it or choose another folder with WAYOUT_DATA.')
  }
  chmodSync(folder, 0o700)
}

/** Without a locale of its own PostgreSQL would take SQL_ASCII where LANG is unset, and lose đ, ć and all Cyrillic. */
function initialise(binaries: Binaries, place: Place, superPassword: string): void {
  const secret = join(place.home, `password-${randomBytes(4).toString('hex')}`)
  writeFileSync(secret, superPassword, { mode: 0o600 })
  if (place.user) chownSync(secret, place.user.uid, place.user.gid)
  const making = `${place.cluster}.new`
  rmSync(making, { recursive: true, force: true })
  const locale = binaries.major >= 17 ? ['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
  const made = spawnSync(binaries.initdb, ['-D', making, '-U', 'boot', '-E', 'UTF8', ...locale, '-A', 'scram-sha-256', `--pwfile=${secret}`, '--data-checksums'], {
    ...as(place.user), cwd: place.home, encoding: 'utf8', env: cleanEnvironment(),
  })
  rmSync(secret, { force: true })
  if (made.status !== 0) {
    const last = (made.stderr || String(made.error ?? '')).trim().split('\n').slice(-2).join(' ')
    if (isFull(place.home)) throw noRoom(place.home)
    throw new StartRefusal(`The database could not be made in ${place.home}: ${last}`, 'See that there is room and that the folder can be written.')
  }
  spawnSync('mv', [making, place.cluster])
}

function refuseOtherMajor(binaries: Binaries, cluster: string): void {
  const there = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim())
  if (there === binaries.major) return
  throw new StartRefusal(
    `The database in this folder is of PostgreSQL ${there}, and PostgreSQL ${binaries.major} was found to run it.`,
    `Nothing was changed. Set PG_BIN_DIR to the programs of PostgreSQL ${there}, or move the data over with backup and restore.`,
  )
}

/** No statement and no value may reach the log; whatever is committed is on the disk. */
const settings = {
  listen_addresses: '', port: '5432', unix_socket_permissions: '0700', fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on',
  max_connections: '60', shared_buffers: '128MB', max_wal_size: '1GB', log_destination: 'stderr', log_statement: 'none',
  log_min_error_statement: 'panic', log_min_messages: 'fatal', log_error_verbosity: 'terse', log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0', password_encryption: 'scram-sha-256', timezone: 'UTC', jit: 'off',
}

function launch(binaries: Binaries, place: Place, tcp: Loopback | undefined): ChildProcess {
  const log = openSync(join(place.home, 'postgres.log'), 'a', 0o600)
  const options = Object.entries({ ...settings, ...(tcp && { listen_addresses: tcp.host, port: tcp.port }), unix_socket_directories: place.socket }).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const command = [binaries.postgres, '-D', place.cluster, ...options]
  const mortal = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'INT', ...command] : command
  const child = spawn(mortal[0] ?? '', mortal.slice(1), {
    ...as(place.user), cwd: place.home, stdio: ['ignore', log, log], env: cleanEnvironment(), detached: true,
  })
  closeSync(log)
  return child
}

function as(user: User | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }
}

async function answering(child: ChildProcess, place: Place, port = 5432): Promise<void> {
  let ended: number | null | undefined
  child.once('exit', (code) => (ended = code))
  for (let tries = 0; tries < 2400 && ended === undefined; tries++) {
    if (await answers(place.socket, port)) return
    // Recovery after a power cut may take minutes.
    await new Promise((resolve) => setTimeout(resolve, tries < 40 ? 25 : 250))
  }
  const log = readFileSync(join(place.home, 'postgres.log'), 'utf8').trim().split('\n').slice(-1)[0] ?? ''
  throw new StartRefusal(`PostgreSQL did not start: ${log}`, `See ${join(place.home, 'postgres.log')}.`)
}

/** Any answer will do, a refusal of the password included; "starting up" (57P03) is none. */
async function answers(socket: string, port: number): Promise<boolean> {
  const client = new pg.Client({ host: socket, port, user: 'boot', password: 'x', database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    return /^[0-9A-Z]{5}$/.test(code) && code !== '57P03'
  }
}

/** A server of ours whose program was killed: known by its pid file and its command line, never anybody else's. */
async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const ours = pid > 1 && commandOf(pid).includes(`-D ${cluster} `) ? nameOf(pid) : undefined
  if (!ours) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 600; tries++) {
    if (nameOf(pid)?.start !== ours.start) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new StartRefusal(`An earlier PostgreSQL (process ${pid}) of this folder does not end.`, 'End it, then start again.')
}
