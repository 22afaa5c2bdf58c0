export { eventStore } from './store.ts'
export { doorStore } from './door-store.ts'
export type { DoorPage, Registered } from './door-store.ts'
