// Runs a TypeScript file of the program under the right Node, passing arguments, signals and exit code on.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findNode, projectFolder } from './find-node.mjs'

export function runWithNode(file, args) {
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', join(projectFolder, file), ...args], { stdio: 'inherit' })
  // Ctrl-C reaches the child from the terminal itself; other signals are passed on.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

const [file, ...args] = process.argv.slice(2)
if (file && process.argv[1]?.endsWith('with-node.mjs')) runWithNode(file, args)
