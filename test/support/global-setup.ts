import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/server/database/embedded.ts'
import { openDatabase } from '../../src/server/database/index.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { freePort } from './program.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { host: string; port: number; passwords: Record<string, string> }
  }
}

/**
 * One real PostgreSQL for the whole run; `wayout` in it, migrated, is the template of every test's own database. `PG_BIN_DIR` names
 * another than the one that comes along; with `WAYOUT_TEST_EXTERNAL` it is a server of its own that a DATABASE_URL reaches.
 */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-test-'))
  spawnSync('chmod', ['711', folder])
  const { host, port, bootPassword, stop } = await (process.env['WAYOUT_TEST_EXTERNAL'] ? externalIn(folder) : embeddedIn(folder))
  project.provide('cluster', { host, port, passwords: { ...passwordsIn(folder), boot: bootPassword } })
  return async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function embeddedIn(folder: string) {
  const database = await openDatabase({ dataFolder: folder, pgBinDir: process.env['PG_BIN_DIR'] })
  const { host = '', port = 5432 } = database.login('app')
  return { host, port, bootPassword: passwordsIn(folder).boot, stop: () => database.stop() }
}

/** As an organisation sets it up that has a PostgreSQL already: an owner who is no superuser, and an empty database of hers. */
async function externalIn(folder: string) {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  const owner = passwordsIn(folder).migrator
  const boot = { host: '127.0.0.1', port: await freePort(), password: 'boot' } as const
  const server = await startEmbedded(elsewhere, process.env['PG_BIN_DIR'], boot.password, () => undefined, boot)
  await withClient({ ...boot, user: 'boot', database: 'postgres' }, async (client) => {
    await client.query(`create role migrator login createrole password '${owner}'`)
    await client.query('create database wayout owner migrator')
  })
  const database = await openDatabase({ dataFolder: folder, databaseUrl: `postgres://migrator:${owner}@${boot.host}:${boot.port}/wayout` })
  return {
    host: boot.host, port: boot.port, bootPassword: boot.password,
    async stop(): Promise<void> {
      await database.stop()
      await server.stop()
    },
  }
}
