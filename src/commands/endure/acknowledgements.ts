import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'

/**
 * A process of its own: writes what it is told into a file and has it on the disk before it takes more. What stands there
 * was acknowledged, whatever becomes of everybody else.
 */
const file = openSync(process.argv[2] ?? '', 'a', 0o600)
process.stdin.on('data', (lines: Buffer) => {
  writeSync(file, lines)
  fsyncSync(file)
})
process.stdin.on('end', () => closeSync(file))
