import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withClient } from '../../server/database/logins.ts'
import { StartRefusal } from '../../server/database/refusal.ts'
import { secretsIn } from '../../server/house-secrets.ts'
import { freePort, startOwn } from '../own-program.ts'
import { etcdArguments, patroniConfiguration } from './patroni.ts'
import type { Member } from './patroni.ts'
import type { Place } from './place.ts'

const programs = { etcd: '/usr/bin/etcd', patroni: '/usr/bin/patroni' }
const secret = () => randomBytes(18).toString('base64url')

/** The program on three machines of a cluster, all of them this computer: etcd, Patroni and the distribution's PostgreSQL, synchronous and strict. */
export async function onCluster(tell: (sentence: string) => void): Promise<Place> {
  const binDir = refuseMissing()
  const folder = mkdtempSync(join(tmpdir(), 'wayout-endure-'))
  chmodSync(folder, 0o711)
  const user = unprivileged()
  const secrets = { superuser: secret(), replication: secret(), owner: secret() }
  const members: Member[] = []
  for (const name of ['one', 'two', 'three']) members.push(await memberIn(folder, name, user))
  const run = (one: Member, program: string, args: readonly string[]) => {
    const log = openSync(join(one.folder, `${program.split('/').at(-1)}.log`), 'a')
    return spawn(program, args, { ...user, cwd: one.folder, stdio: ['ignore', log, log], env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', HOME: one.folder } })
  }
  const running = new Map<Member, ChildProcess>()
  const startNode = (one: Member) => running.set(one, run(one, programs.patroni, [join(one.folder, 'patroni.yml')]))
  const began = performance.now()
  const etcds = members.map((one) => run(one, programs.etcd, etcdArguments(one, members)))
  for (const one of members) {
    writeFileSync(join(one.folder, 'patroni.yml'), patroniConfiguration(one, members, secrets, binDir), { mode: 0o600 })
    if (user) chownSync(join(one.folder, 'patroni.yml'), user.uid, user.gid)
    startNode(one)
  }
  let seenWhole = 0
  /** Seen so for three seconds: one that wakes up takes a moment to learn that it leads no longer. */
  const whole = () => until(async () => {
    const { length, leader, synchronous } = await stateOf(members)
    seenWhole = length === members.length && leader !== undefined && synchronous ? seenWhole + 1 : 0
    return seenWhole > 15
  })
  const stop = async (keep: boolean) => {
    await Promise.all(members.map((one) => endNode(one, running.get(one))))
    for (const etcd of etcds) etcd.kill('SIGKILL')
    if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await whole()
    tell(`Three nodes are up and synchronous after ${((performance.now() - began) / 1000).toFixed(1)} s.`)
    const boot = async () => {
      const { leader } = await stateOf(members)
      return { host: leader?.host ?? '', port: leader?.ports.postgres ?? 0, user: 'postgres', password: secrets.superuser, database: 'postgres' }
    }
    await withClient(await boot(), async (client) => {
      await client.query(`create role migrator login createrole password '${secrets.owner}'`)
      await client.query('create database wayout owner migrator')
    })
    const program = await programOn(folder, `postgres://migrator:${secrets.owner}@${members.map((one) => `${one.host}:${one.ports.postgres}`).join(',')}/wayout`)
    const leaderNow = async () => (await stateOf(members)).leader ?? refuseNobody()
    const frozen: number[] = []
    return {
      ...program.place, folder, log: join(folder, 'acknowledged.log'),
      superuser: async () => ({ ...(await boot()), database: 'wayout' }),
      kills: [
        ['killed the primary’s PostgreSQL', async () => kill(postmasterOf(await leaderNow()), 'SIGKILL')],
        ['killed the primary’s whole node', async () => endNode(await leaderNow(), running.get(await leaderNow()))],
        ['froze the primary’s whole node', async () => {
          const leader = await leaderNow()
          frozen.push(running.get(leader)?.pid ?? 0, ...familyOf(postmasterOf(leader)))
          for (const pid of frozen) kill(pid, 'SIGSTOP')
        }],
        ['killed the program', program.kill],
      ],
      heal: program.heal,
      /** What died is started again by somebody, when the others went on long since. */
      async mend(): Promise<void> {
        for (const pid of frozen.splice(0)) kill(pid, 'SIGCONT')
        for (const one of members) if (running.get(one)?.exitCode !== null || running.get(one)?.signalCode !== null) startNode(one)
        await whole()
      },
      async close({ keep }): Promise<void> {
        for (const pid of frozen) kill(pid, 'SIGCONT')
        await program.end()
        await stop(keep)
      },
    }
  } catch (error) {
    console.error(`The cluster did not come up. What is left, with the logs, stands in ${folder}.`)
    await stop(true)
    throw error
  }
}

async function programOn(folder: string, databaseUrl: string) {
  const [data, desk, port] = [join(folder, 'data'), join(folder, 'desk'), await freePort()]
  mkdirSync(desk)
  writeFileSync(join(desk, 'index.html'), '')
  const start = () => startOwn({ WAYOUT_DATA: data, WAYOUT_DESK: desk, PORT: String(port), DATABASE_URL: databaseUrl }, join(folder, 'program.log'))
  let program = await start()
  return {
    place: { origin: `http://127.0.0.1:${port}`, setupSecret: program.setupSecret ?? '', ledgerPublicKey: () => secretsIn(data).ledgerPublicKey },
    kill: () => program.kill(),
    heal: async () => { if (program.isOver()) program = await start() },
    end: () => program.end(),
  }
}

function refuseMissing(): string {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map(Number).filter((one) => one >= 15) : []
  const binDir = process.env['PG_BIN_DIR'] ?? `/usr/lib/postgresql/${Math.max(...versions)}/bin`
  if (Object.values(programs).every((one) => existsSync(one)) && existsSync(join(binDir, 'postgres'))) return binDir
  throw new StartRefusal('This trial needs etcd, Patroni and PostgreSQL of the distribution.', 'On Debian: apt-get install -y postgresql patroni etcd-server.')
}

function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

async function memberIn(folder: string, name: string, user: { uid: number; gid: number } | undefined): Promise<Member> {
  const home = join(folder, name)
  mkdirSync(home, { mode: 0o700 })
  if (user) chownSync(home, user.uid, user.gid)
  return { name, host: '127.0.0.1', folder: home, ports: { postgres: await freePort(), patroni: await freePort(), etcd: await freePort(), etcdPeers: await freePort() } }
}

type Seen = { readonly name: string; readonly role: string; readonly state: string; readonly timeline?: number }

/** What the cluster says of itself, asked at whoever answers. */
async function stateOf(members: readonly Member[]) {
  for (const { host, ports } of members) {
    const seen = await fetch(`http://${host}:${ports.patroni}/cluster`, { signal: AbortSignal.timeout(1000) })
      .then(async (answer) => ((await answer.json()) as { members: Seen[] }).members, () => undefined)
    if (!seen) continue
    const up = seen.filter((one) => ['running', 'streaming'].includes(one.state))
    const leader = up.find((one) => one.role === 'leader')
    // Who was killed comes back on the timeline it died on, and is copied anew: until then it is no member that another could do without.
    const together = up.filter((one) => one.timeline === leader?.timeline)
    return { length: together.length, leader: members.find((one) => one.name === leader?.name), synchronous: up.some((one) => one.role === 'sync_standby') }
  }
  return { length: 0, leader: undefined, synchronous: false }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 180_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('the cluster was not whole within three minutes')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Patroni and PostgreSQL at once, without a word: the plug pulled. */
async function endNode(one: Member, patroni: ChildProcess | undefined): Promise<void> {
  const family = existsSync(join(one.folder, 'data/postmaster.pid')) ? familyOf(postmasterOf(one)) : []
  const ended = patroni && patroni.exitCode === null && patroni.signalCode === null ? new Promise((resolve) => patroni.once('exit', resolve)) : undefined
  patroni?.kill('SIGKILL')
  for (const pid of family) kill(pid, 'SIGKILL')
  await ended
}

function postmasterOf(one: Member): number {
  return Number(/^\d+/.exec(readFileSync(join(one.folder, 'data/postmaster.pid'), 'utf8'))?.[0] ?? 0)
}

/** A postmaster of ours and its children, found by their parent's number. */
function familyOf(postmaster: number): number[] {
  if (!isPostgres(postmaster)) return []
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => parentOf(pid) === postmaster)
  return [postmaster, ...children]
}

function isPostgres(pid: number): boolean {
  return existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])
  } catch {
    return 0
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  if (pid < 2) return
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function refuseNobody(): never {
  throw new Error('nobody leads the cluster just now')
}
