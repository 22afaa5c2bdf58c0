export { presentHead } from './present.ts'
export { openingsIn } from './openings.ts'
export { allowReading } from './throttle.ts'
export type { HeadRow } from './store.ts'
