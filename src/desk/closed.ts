import { Problem } from '../shared/problem.ts'
import { usePlainly } from './problems.ts'

/** Of one record: that it is not there, or not open to her, in the page's own words; anything else as everywhere. */
export function useClosed(closed: string): (problem: unknown) => string {
  const plainly = usePlainly()
  return (problem) => (problem instanceof Problem && problem.kind === 'not-found' ? closed : plainly(problem))
}
