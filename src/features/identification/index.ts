export { identificationStore } from './store.ts'
