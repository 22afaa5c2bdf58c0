export { proven } from './prove.ts'
