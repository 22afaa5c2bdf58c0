// Says in one line how test runs ended, from what the runner wrote of each. A file that could not even be read counts as one failed test.
import { readFileSync } from 'node:fs'

const runs = process.argv.slice(2).map((results) => JSON.parse(readFileSync(results, 'utf8')))
const testResults = runs.flatMap((run) => run.testResults)
const tests = testResults.flatMap((file) => file.assertionResults)
const count = (...states) => tests.filter((test) => states.includes(test.status)).length
const brokenFiles = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
const [failed, skipped] = [count('failed') + brokenFiles.length, count('pending', 'skipped', 'todo')]
console.log(`${count('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || count('passed') === 0 ? 1 : 0
