import { sessions } from '../features/sessions/contract.ts'
import type { Call } from '../shared/call.ts'
import { Problem } from '../shared/problem.ts'
import type { Keys } from './keys/keys.ts'
import type { Settings } from './settings.tsx'

const tries = 5
type Kept = { readonly bundle: string; readonly bundleVersion: number }

/**
 * Keeps pins and settings in her sealed bundle, on top of what another device kept meanwhile: whoever comes second reads
 * again and adds hers, so that neither takes back what the other knows.
 */
export async function keepBundle(desk: { readonly keys: Keys; readonly call: Call }, settings?: Partial<Settings>, known?: Kept): Promise<void> {
  let kept = known ?? (await desk.call(sessions.bundle, {}))
  for (let left = tries; left > 0; left--) {
    const bundle = await desk.keys.renewBundle(kept.bundle, settings)
    if (bundle === undefined) return
    const done = await desk.call(sessions.keepBundle, { bundle, fromVersion: kept.bundleVersion }).then(() => true, unlessChanged)
    if (done) return
    kept = await desk.call(sessions.bundle, {})
  }
  throw new Problem('changed-meanwhile')
}

function unlessChanged(problem: unknown): false {
  if (problem instanceof Problem && problem.kind === 'changed-meanwhile') return false
  throw problem
}
