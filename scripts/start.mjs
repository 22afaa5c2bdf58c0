import { runWithNode } from './with-node.mjs'

runWithNode('src/server/main.ts', process.argv.slice(2))
