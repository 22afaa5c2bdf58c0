export { institutionContactStore } from './store.ts'
