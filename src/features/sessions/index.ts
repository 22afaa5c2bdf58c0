export { begin, endOfSession } from './begin.ts'
