let pressing = false
const held = (is: boolean) => () => { pressing = is }
addEventListener('pointerdown', held(true), true)
for (const over of ['pointerup', 'pointercancel']) addEventListener(over, held(false), true)

/**
 * What a field says once it is left moves what stands below it. When it is left by a press, that waits until the press is over:
 * otherwise the button goes away under the pointer, and the press is lost.
 */
export function afterPress(run: () => void): void {
  if (!pressing) return run()
  const later = () => void setTimeout(run)
  addEventListener('pointerup', later, { once: true })
}
