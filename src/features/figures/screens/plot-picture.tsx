import { useEffect, useRef, useState } from 'react'
import { Skeleton } from '../../../desk/ui/index.ts'
import type { Picture } from './draw.ts'
import { save } from '../../../desk/save-file.ts'
import css from './plot-picture.module.css'

export type Drawn = { readonly save: (fileName: string) => void }

/** The picture of a table, drawn for the room there is. The table under it says the same in numbers. */
export function PlotPicture({ picture, title, period, summary, onDrawn }: { readonly picture: Picture; readonly title: string; readonly period: string; readonly summary: string; readonly onDrawn: (drawn: Drawn) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const paper = useRef<HTMLDivElement>(null)
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
    void import('./draw.ts').then(({ draw, drawOnPaper }) => {
      if (!wanted || !place.current) return
      const svg = draw(picture, width)
      svg.setAttribute('aria-hidden', 'true')
      place.current.replaceChildren(svg)
      paper.current?.replaceChildren(...drawOnPaper(picture))
      setReady(true)
      onDrawn({ save: (fileName) => save(new Blob([standingAlone(svg, { title, period, summary })], { type: 'image/svg+xml' }), fileName) })
    })
    return () => { wanted = false }
  }, [picture, width, title, period, summary, onDrawn])

  return (
    <figure className={css.figure} data-key="explore.picture" role="img" aria-label={summary}>
      {!ready && <Skeleton lines={6} />}
      <div ref={place} className={css.place} />
      <div ref={paper} className={css.onPaper} data-key="explore.picture.paper" aria-hidden="true" />
    </figure>
  )
}

type Said = { readonly title: string; readonly period: string; readonly summary: string }
/** Px above the picture for what it is of. */
const head = 56

/** Outside the page it says itself what it is of, to the eye and to a reader; its colours have no names there: they are written out, and so is the type. */
function standingAlone(svg: SVGSVGElement, { title, period, summary }: Said): string {
  const named = getComputedStyle(document.documentElement)
  const copy = svg.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('font-family', 'sans-serif')
  copy.removeAttribute('aria-hidden')
  copy.setAttribute('role', 'img')
  const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))]
  copy.setAttribute('height', String(height + head))
  copy.setAttribute('viewBox', `0 ${-head} ${width} ${height + head}`)
  copy.prepend(element('title', `${title}, ${period}`), element('desc', summary), element('text', title, { x: '0', y: String(18 - head), 'font-size': '16', 'font-weight': '600', 'text-anchor': 'start' }), element('text', period, { x: '0', y: String(38 - head), 'font-size': '13', 'text-anchor': 'start' }))
  return new XMLSerializer().serializeToString(copy).replace(/var\((--[a-z-]+)\)/g, (_, name: string) => onPaper(named.getPropertyValue(name)))
}

function element(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.textContent = text
  return made
}

/** Of a colour with a light and a dark form, the light one. */
const onPaper = (colour: string) => /^\s*light-dark\(([^,]+),/.exec(colour)?.[1]?.trim() ?? (colour.trim() || 'black')
