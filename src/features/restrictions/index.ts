export { restrictionStore } from './store.ts'
