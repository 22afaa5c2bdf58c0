import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartRefusal } from './database/refusal.ts'

/** Builds the desk when it is missing or older than its sources, by their hash. */
export function buildDesk(projectFolder: string): void {
  const stamp = join(projectFolder, 'dist/desk.hash')
  const hash = sourcesHash(projectFolder)
  const fresh = existsSync(join(projectFolder, 'dist/desk/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (fresh) return
  console.log('Building the desk …')
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js')
  refuseReadOnly(join(projectFolder, 'dist'))
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: projectFolder, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } })
  if (built.status !== 0) throw new StartRefusal('The desk could not be built.', 'Run npm ci again; the lines above say what is wrong.')
  writeFileSync(stamp, hash)
}

/** `npm run build` leaves word of what it was built from, so that the program does not build the same again: it may not write there. */
export function stampDesk(projectFolder: string): void {
  writeFileSync(join(projectFolder, 'dist/desk.hash'), sourcesHash(projectFolder))
}

function refuseReadOnly(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch {
    throw new StartRefusal(
      `The desk must be built and ${folder} cannot be written.`,
      'Run npm run build once as the owner of that folder, or name a built desk with WAYOUT_DESK.',
    )
  }
}

/** A desk that was built elsewhere, as WAYOUT_DESK names it. */
export function deskIn(folder: string): void {
  if (existsSync(join(folder, 'index.html'))) return
  throw new StartRefusal(`There is no built desk in ${folder}.`, 'Correct WAYOUT_DESK, or leave it out and the desk is built here.')
}

function sourcesHash(projectFolder: string): string {
  const all = createHash('sha256')
  for (const part of ['package-lock.json', 'vite.config.ts']) all.update(readFileSync(join(projectFolder, part)))
  const files = readdirSync(join(projectFolder, 'src'), { recursive: true, withFileTypes: true })
  const names = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)).sort()
  for (const name of names.filter((one) => !/\/src\/(server|commands|demo)\/|\.test\.tsx?$/.test(one))) all.update(name.slice(projectFolder.length)).update(readFileSync(name))
  return all.digest('hex')
}
