import { encode } from 'uqr'
import css from './qr.module.css'

export type QrGiven = {
  readonly text: string
  /** Read out instead of the picture. */
  readonly label: string
  readonly name?: string
}

/** Black on white in every theme, with the quiet border that readers need (ISO/IEC 18004). */
export function Qr({ text, label, name }: QrGiven) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className={css.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-key={name} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  )
}
