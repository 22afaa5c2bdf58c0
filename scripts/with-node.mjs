// Runs a TypeScript file of the program under the right Node, passing arguments, signals and exit code on.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNode, projectFolder } from './find-node.mjs'

export function runWithNode(file, args, flags = []) {
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', ...flags, join(projectFolder, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  endWithNpm(child)
  // Ctrl-C reaches the child from the terminal itself; other signals are passed on.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/** Whoever kills npm means the program: nothing is left running that nobody sees. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const above = ancestors()
  setInterval(() => {
    if (ancestors() !== above) child.kill('SIGINT')
  }, 500).unref()
}

/** npm starts a shell that starts us; on Linux the shell's own parent can be asked as well. */
function ancestors() {
  try {
    const [shell] = readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8').split('\0')
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return shell?.endsWith('sh') ? `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]}` : `${process.ppid}`
  } catch {
    return `${process.ppid}`
  }
}

const [file, ...args] = process.argv.slice(2)
if (file && process.argv[1]?.endsWith('with-node.mjs')) runWithNode(file, args)
