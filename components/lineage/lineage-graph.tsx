import { Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { LineageDto } from '#lib/lineage/schema.ts'
import { GRAPH, layoutOf, neighbour } from './layout.ts'
import { type LineageFormProps, NodePicture } from './lineage-node.tsx'
import { usePanZoom } from './use-pan-zoom.ts'

/** A lineage as a graph, time from left to right: scrolled and dragged, zoomed, and walked by the arrows. */
export function LineageGraph({ root, lineage, picked, onPick }: LineageFormProps & { lineage: LineageDto }) {
  const t = useTranslations('lineage')
  const layout = useMemo(() => layoutOf(lineage), [lineage])
  const [at, setAt] = useState(root)
  const canvas = useRef<HTMLUListElement>(null)
  const { frame, zoom, zoomBy } = usePanZoom()

  // The picture asked about stands in the middle at first, however wide the graph is.
  useEffect(() => {
    const middle = layout.places.get(root)
    const element = frame.current
    if (!element || !middle) return
    element.scrollTo({ left: middle.x - element.clientWidth / 2, top: middle.y - element.clientHeight / 2 })
  }, [layout, root, frame])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === ' ') onPick(at)
    else if (event.key === '+' || event.key === '=') zoomBy(1.25)
    else if (event.key === '-') zoomBy(0.8)
    else {
      const next = event.key === 'Home' ? root : neighbour(layout, lineage.edges, at, event.key)
      if (next === null) return
      setAt(next)
      const link = canvas.current?.querySelector<HTMLElement>(`[data-picture="${CSS.escape(next)}"]`)
      link?.focus({ preventScroll: true })
      link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    event.preventDefault()
  }

  return (
    <div className="relative flex min-h-96 flex-1 lg:min-h-0">
      <section
        ref={frame}
        aria-label={t('label')}
        onKeyDown={onKeyDown}
        className="grid min-w-0 flex-1 cursor-grab place-items-center-safe overflow-auto overscroll-contain active:cursor-grabbing"
      >
        <div
          className="relative shrink-0"
          style={{ width: layout.width * zoom, height: layout.height * zoom }}
        >
          <Lines lineage={lineage} layout={layout} zoom={zoom} at={at} />
          <ul ref={canvas}>
            {lineage.nodes.map((node) => {
              const place = layout.places.get(node.item.id)
              if (!place) return null
              return (
                <li
                  key={node.item.id}
                  className="absolute"
                  style={{
                    left: place.x * zoom,
                    top: place.y * zoom,
                    transform: `translate(-50%, -50%) scale(${zoom})`,
                  }}
                >
                  <NodePicture
                    node={node}
                    isRoot={node.item.id === root}
                    picked={picked.includes(node.item.id)}
                    onPick={() => onPick(node.item.id)}
                    link={{
                      tabIndex: node.item.id === at ? 0 : -1,
                      onFocus: () => setAt(node.item.id),
                    }}
                  />
                </li>
              )
            })}
          </ul>
        </div>
      </section>
      <div className="absolute bottom-3 left-3 flex gap-1 rounded bg-surface p-1 shadow-float">
        <IconButton label={t('zoomOut')} keys="-" onClick={() => zoomBy(0.8)}>
          <Minus aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={t('zoomIn')} keys="+" onClick={() => zoomBy(1.25)}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
      </div>
    </div>
  )
}

interface LinesProps {
  lineage: LineageDto
  layout: ReturnType<typeof layoutOf>
  zoom: number
  /** The picture that has the focus: its lines stand out. */
  at: string
}

/** Above so many lines only those of the focused picture are told apart; the others step back. */
const MANY_LINES = 60

/** References are whole lines, recipes dashed ones. Those of the focused picture lie above the others. */
function Lines({ lineage, layout, zoom, at }: LinesProps) {
  const items = new Map(lineage.nodes.map(({ item }) => [item.id, item]))
  /** Pixels from a picture's middle to its side, where lines end. */
  const side = (id: string) => {
    const { width = 1, height = 1 } = items.get(id) ?? {}
    return (GRAPH.node / 2) * Math.min(1, width / height)
  }
  const isNear = ({ from, to }: { from: string; to: string }) => from === at || to === at
  const edges = lineage.edges.toSorted((a, b) => Number(isNear(a)) - Number(isNear(b)))
  const far = edges.length > MANY_LINES ? 'stroke-line' : 'stroke-faint'
  return (
    <svg
      aria-hidden="true"
      width={layout.width * zoom}
      height={layout.height * zoom}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      className="pointer-events-none absolute inset-0"
    >
      {edges.map((edge) => {
        const { from, to, reference } = edge
        const [a, b] = [layout.places.get(from), layout.places.get(to)]
        if (!a || !b) return null
        const near = isNear(edge)
        return (
          <path
            key={`${from} ${to}`}
            d={line(a.x + side(from), a.y, b.x - side(to), b.y)}
            fill="none"
            strokeWidth={near ? 2 : 1.5}
            strokeDasharray={reference ? undefined : '5 4'}
            className={near ? 'stroke-accent' : far}
          />
        )
      })}
    </svg>
  )
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.max(24, Math.abs(x2 - x1) / 2)
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}
