export { serviceStore } from './store.ts'
