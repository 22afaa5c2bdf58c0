import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartRefusal } from './database/refusal.ts'

/** Builds the desk when it is missing or older than its sources, by their hash. */
export async function buildDesk(projectFolder: string): Promise<void> {
  const stamp = join(projectFolder, 'dist/desk.hash')
  const hash = sourcesHash(projectFolder)
  const fresh = existsSync(join(projectFolder, 'dist/desk/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (fresh) return
  console.log('Building the desk …')
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: projectFolder, stdio: 'inherit' })
  if (built.status !== 0) throw new StartRefusal('The desk could not be built.', 'Run npm ci again; the lines above say what is wrong.')
  writeFileSync(stamp, hash)
}

function sourcesHash(projectFolder: string): string {
  const all = createHash('sha256')
  for (const part of ['package-lock.json', 'vite.config.ts']) all.update(readFileSync(join(projectFolder, part)))
  const files = readdirSync(join(projectFolder, 'src'), { recursive: true, withFileTypes: true })
  const names = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)).sort()
  for (const name of names.filter((one) => !/\/src\/(server|commands|demo)\/|\.test\.tsx?$/.test(one))) all.update(name.slice(projectFolder.length)).update(readFileSync(name))
  return all.digest('hex')
}
