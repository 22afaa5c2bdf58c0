import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/server/database/index.ts'
import { passwordsIn } from '../../src/server/database/logins.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { host: string; port: number; passwords: Record<string, string> }
  }
}

/** One real PostgreSQL for the whole run; `wayout` in it, migrated, is the template of every test's own database. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-test-'))
  spawnSync('chmod', ['711', folder])
  const database = await openDatabase({ dataFolder: folder, pgBinDir: process.env['PG_BIN_DIR'] })
  const { host, port } = database.login('app')
  project.provide('cluster', { host: host ?? '', port: port ?? 5432, passwords: { ...passwordsIn(folder) } })
  return async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
