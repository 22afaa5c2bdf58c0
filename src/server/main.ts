import { join } from 'node:path'
import { buildDesk, deskIn } from './desk-build.ts'
import { StartRefusal } from './database/refusal.ts'
import { startProgram } from './program.ts'
import type { Settings } from './program.ts'
import { tlsFrom } from './tls.ts'

const { env } = process
const projectFolder = join(import.meta.dirname, '../..')

function settingsFrom(): Settings {
  const host = env['WAYOUT_HOST'] ?? '127.0.0.1'
  const tls = tlsFrom(env['WAYOUT_TLS_CERT'], env['WAYOUT_TLS_KEY'])
  const port = Number(env['PORT'] ?? 7330)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new StartRefusal(`PORT is not a port: ${env['PORT']}.`, 'Give a number from 1 to 65535.')
  if (!tls && !['127.0.0.1', '::1', 'localhost'].includes(host)) {
    throw new StartRefusal(
      'Without TLS Wayout listens on this computer only: browsers give other computers no cryptography over plain HTTP.',
      'Set WAYOUT_TLS_CERT and WAYOUT_TLS_KEY, or put a TLS proxy on this machine before it and set WAYOUT_ORIGIN.',
    )
  }
  return {
    dataFolder: env['WAYOUT_DATA'] ?? './data', port, host, tls, databaseUrl: env['DATABASE_URL'], pgBinDir: env['PG_BIN_DIR'],
    origin: env['WAYOUT_ORIGIN'], backups: env['WAYOUT_BACKUPS'], deskFolder: env['WAYOUT_DESK'] ?? join(projectFolder, 'dist/desk'),
  }
}

async function main(): Promise<void> {
  const settings = settingsFrom()
  if (env['WAYOUT_DESK']) deskIn(settings.deskFolder)
  else buildDesk(projectFolder)
  const program = await startProgram(settings)
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    program.stop().then(() => process.exit(0), () => process.exit(1))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  // The script that started the program was killed.
  process.on('disconnect', end)
  // In one piece: whoever waits for the first line may read on at once.
  const link = program.setupLink ? `\nThis house is empty. Set it up, once, at ${program.setupLink}` : ''
  console.log(`Wayout is ready at ${program.origin}${link}`)
}

main().catch((error: unknown) => {
  if (error instanceof StartRefusal) console.error(`Wayout did not start. ${error.message}\n${error.whatToDo}`)
  else console.error('Wayout did not start.', error)
  process.exit(1)
})
