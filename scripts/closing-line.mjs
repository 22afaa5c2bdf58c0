// Says in one line how a test run ended, from what the runner wrote. A file that could not even be read counts as one failed test.
import { readFileSync } from 'node:fs'

const { testResults } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const tests = testResults.flatMap((file) => file.assertionResults)
const count = (...states) => tests.filter((test) => states.includes(test.status)).length
const brokenFiles = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
const [failed, skipped] = [count('failed') + brokenFiles.length, count('pending', 'skipped', 'todo')]
console.log(`${count('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || count('passed') === 0 ? 1 : 0
