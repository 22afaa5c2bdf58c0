export { contactStore } from './store.ts'
