export { presentHead } from './present.ts'
export type { HeadRow } from './store.ts'
