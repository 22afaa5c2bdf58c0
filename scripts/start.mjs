import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findNode, projectFolder } from './find-node.mjs'
import { runWithNode } from './with-node.mjs'

const args = process.argv.slice(2)
if (args.includes('--demo')) await loadDemonstration(args.filter((arg) => arg !== '--demo'))
// Left to itself Node keeps what it once needed: about 300 MB after a busy minute, about 155 MB with these.
runWithNode('src/server/main.ts', args, ['--max-semi-space-size=4', '--max-old-space-size=192'])

/** A process of its own, done before the program starts; where it refuses, nothing is started. */
async function loadDemonstration(options) {
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', join(projectFolder, 'src/demo/main.ts'), ...options], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const signals = { SIGINT: () => undefined, SIGTERM: () => child.kill('SIGTERM'), SIGHUP: () => child.kill('SIGHUP') }
  for (const [signal, pass] of Object.entries(signals)) process.on(signal, pass)
  const code = await new Promise((done) => child.on('exit', (exit, signal) => done(signal ? 1 : exit)))
  if (code) process.exit(code)
  for (const [signal, pass] of Object.entries(signals)) process.off(signal, pass)
}
