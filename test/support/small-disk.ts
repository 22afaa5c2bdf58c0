import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A disk of this size in memory at a new folder, for as long as it is not removed; undefined where nothing may be mounted. */
export function smallDisk(folder: string, size: string): { readonly remove: () => void } | undefined {
  mkdirSync(folder)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', folder]).status !== 0) return undefined
  return { remove: () => void spawnSync('umount', ['-l', folder]) }
}
