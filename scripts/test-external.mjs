// Every test whose house stands in the run's own PostgreSQL, once more on an external one: PG_BIN_DIR names which. Left out are those that
// use no database, those in a browser, those that start programs with a database of their own (test/program tries both there), and
// what is about keys and roles more than about the database (attacks, random histories, the matrix of roles); `--all` takes those too.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './find-node.mjs'
import { runWithNode } from './with-node.mjs'

const ownDatabase = /support\/(database|house|register|random-register|foreign|leaving|backups)\.ts'/
const elsewhere = /support\/(desk|browser|program)\.ts'|playwright-core/

const everything = process.argv.includes('--all')
const aboutKeys = (file) => file.startsWith(join('test', 'attacks')) ? !file.includes('10-what') : /histories|matrix|door|lists/.test(file)

const files = ['src', 'test'].flatMap((folder) => readdirSync(join(projectFolder, folder), { recursive: true }).map((name) => join(folder, name)))
const chosen = files.filter((file) => {
  if (!/\.test\.tsx?$/.test(file) || file.startsWith(join('test', 'commands')) || (!everything && aboutKeys(file))) return false
  const text = readFileSync(join(projectFolder, file), 'utf8')
  return ownDatabase.test(text) && !elsewhere.test(text)
})
process.env.WAYOUT_TEST_EXTERNAL = 'yes'
runWithNode('node_modules/vitest/vitest.mjs', ['run', ...chosen, ...process.argv.slice(2).filter((one) => one !== '--all')])
