export { plainCode } from './certificate-code.ts'
export { doorStore } from './door-store.ts'
export type { DoorPage, Registered } from './door-store.ts'
