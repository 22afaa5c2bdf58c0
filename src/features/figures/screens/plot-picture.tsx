import { useEffect, useRef, useState } from 'react'
import { Skeleton } from '../../../desk/ui/index.ts'
import type { Picture } from './draw.ts'
import { save } from '../../../desk/save-file.ts'
import css from './plot-picture.module.css'

export type Drawn = { readonly save: (fileName: string) => void }

/** The picture of a table, drawn for the room there is. The table under it says the same in numbers. */
export function PlotPicture({ picture, summary, onDrawn }: { readonly picture: Picture; readonly summary: string; readonly onDrawn: (drawn: Drawn) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [ready, setReady] = useState(false)

  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  useEffect(() => {
    if (width < 100) return
    let wanted = true
    void import('./draw.ts').then(({ draw }) => {
      if (!wanted || !place.current) return
      const svg = draw(picture, width)
      svg.setAttribute('aria-hidden', 'true')
      place.current.replaceChildren(svg)
      setReady(true)
      onDrawn({ save: (fileName) => save(new Blob([standingAlone(svg)], { type: 'image/svg+xml' }), fileName) })
    })
    return () => { wanted = false }
  }, [picture, width, onDrawn])

  return (
    <figure className={css.figure} data-key="explore.picture" role="img" aria-label={summary}>
      {!ready && <Skeleton lines={6} />}
      <div ref={place} className={css.place} />
    </figure>
  )
}

/** Outside the page its colours have no names: they are written out, and so is the type. */
function standingAlone(svg: SVGSVGElement): string {
  const named = getComputedStyle(document.documentElement)
  const copy = svg.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('font-family', 'sans-serif')
  return new XMLSerializer().serializeToString(copy).replace(/var\((--[a-z-]+)\)/g, (_, name: string) => onPaper(named.getPropertyValue(name)))
}

/** Of a colour with a light and a dark form, the light one. */
const onPaper = (colour: string) => /^\s*light-dark\(([^,]+),/.exec(colour)?.[1]?.trim() ?? (colour.trim() || 'black')
