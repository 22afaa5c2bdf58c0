export { presentHead } from './present.ts'
export { allowReading } from './throttle.ts'
export type { HeadRow } from './store.ts'
