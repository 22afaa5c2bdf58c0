import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { homeOf, startEmbedded } from '../../src/server/database/embedded.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { freePort } from './program.ts'

export const systemPostgres = process.env['PG_BIN_DIR'] ?? '/usr/lib/postgresql/15/bin'
export const hasStandbys = existsSync(join(systemPostgres, 'pg_basebackup'))

/** A primary with the empty database `house`, and a hot standby that has everything before it is acknowledged. */
export async function primaryAndStandby(folder: string) {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  for (const one of [first, second]) mkdirSync(one)
  const start = (of: string, port: number) => startEmbedded(of, systemPostgres, 'boot', () => undefined, { host: '127.0.0.1', port })
  const ports = [await freePort(), await freePort()] as const
  const boot = (port: number, ...statements: string[]) => withClient({ host: '127.0.0.1', port, user: 'boot', password: 'boot', database: 'postgres' }, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
  const primary = await start(first, ports[0])
  await boot(ports[0], "create role owner login createrole password 'secret'", 'create database house owner owner')
  // As the primary's: whoever PostgreSQL runs as owns it, and nobody else looks in.
  const [home, { uid, gid }] = [homeOf(second), statSync(homeOf(first))]
  mkdirSync(home, { mode: 0o700 })
  chownSync(home, uid, gid)
  const copied = spawnSync(join(systemPostgres, 'pg_basebackup'), ['-h', '127.0.0.1', '-p', String(ports[0]), '-U', 'boot', '-D', join(home, 'cluster'), '-R', '--checkpoint=fast'], {
    uid, gid, cwd: home, env: { PATH: process.env['PATH'] ?? '', PGPASSWORD: 'boot' }, encoding: 'utf8',
  })
  if (copied.status !== 0) throw new Error(`no standby was made: ${copied.stderr}`)
  const standby = await start(second, ports[1])
  await boot(ports[0], "alter system set synchronous_standby_names = '*'", 'select pg_reload_conf()')
  const url = (...of: readonly number[]) => `postgres://owner:secret@${of.map((port) => `127.0.0.1:${port}`).join(',')}/house`
  return {
    ports, url,
    stopPrimary: () => primary.stop(),
    promote: () => boot(ports[1], 'select pg_promote()'),
    async close() {
      await standby.stop()
      await primary.stop()
    },
  }
}
