import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { inject } from 'vitest'
import { withClient } from '../../src/server/database/logins.ts'
import type { LoginName } from '../../src/server/database/logins.ts'
import { openPool } from '../../src/server/database/pools.ts'

/** A migrated, empty database of this test's own, and pools of the program's logins on it, with so many connections at most. */
export async function freshDatabase(connections = 4) {
  const { host, port, passwords } = inject('cluster')
  const name = `t_${randomBytes(6).toString('hex')}`
  const boot = { host, port, user: 'boot', password: passwords['boot'] ?? '' }
  await withClient({ ...boot, database: 'postgres' }, (client) => client.query(`create database ${name} template wayout owner migrator`))
  const login = (user: LoginName): pg.ClientConfig => ({ host, port, database: name, user, password: passwords[user] ?? '' })
  const pools = { app: openPool(login('app'), connections), stats: openPool(login('stats'), 2) }
  return {
    login,
    /** The bootstrap superuser, for what an attacker with the machine could do. */
    superuser: { ...boot, database: name } satisfies pg.ClientConfig,
    pools: { app: pools.app.kysely, stats: pools.stats.kysely },
    async close() {
      await Promise.all([pools.app.end(), pools.stats.end()])
      await withClient({ ...boot, database: 'postgres' }, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}
