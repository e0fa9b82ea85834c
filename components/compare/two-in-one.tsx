import { useTranslations } from 'next-intl'
import { type PointerEvent, useEffect, useState } from 'react'
import type { ViewerItem } from '#components/viewer/viewer-item.ts'
import { ComparedPicture } from './compared-picture.tsx'
import type { SharedView } from './shared-view.ts'
import { ZoomArea } from './zoom-area.tsx'

interface TwoInOneProps {
  first: ViewerItem
  second: ViewerItem
  view: SharedView
  onView: (next: (before: SharedView) => SharedView) => void
  /** A picture is the one that a key picks: the pointer is on it, or it alone is shown. */
  onPoint: (id: string | null) => void
}

/** Milliseconds that each of two pictures stands in a blink. */
const BLINK_MS = 700

/** Two pictures in one place with a line between them that can be moved, each in its own shape. */
export function SliderCompare({ first, second, view, onView, onPoint }: TwoInOneProps) {
  const t = useTranslations('compare')
  const [split, setSplit] = useState(50)
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box) setSplit(Math.min(100, Math.max(0, ((event.clientX - box.left) / box.width) * 100)))
  }
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onPoint((event.clientX - box.left < (split / 100) * box.width ? first : second).id)
  }
  return (
    <div className="relative min-h-0 flex-1" onPointerMove={point} onPointerLeave={() => onPoint(null)}>
      <ZoomArea pictures={[first, second]} view={view} onView={onView} className="absolute inset-0">
        {(placed) => (
          <>
            <div className="absolute inset-0 flex items-center justify-center">
              <ComparedPicture item={first} {...placed(first)} />
            </div>
            <div
              className="absolute inset-0 flex items-center justify-center bg-stage"
              style={{ clipPath: `inset(0 0 0 ${split}%)` }}
            >
              <ComparedPicture item={second} {...placed(second)} />
            </div>
          </>
        )}
      </ZoomArea>
      {/* The range below does the same for keys; this is what a pointer takes. */}
      <div
        aria-hidden
        className="absolute inset-y-0 -ml-4 w-8 cursor-ew-resize touch-none"
        style={{ left: `${split}%` }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      >
        <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-on-stage/80" />
        <span className="absolute top-1/2 left-1/2 size-9 -translate-1/2 rounded-full bg-on-stage/90 shadow-float" />
      </div>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={Math.round(split)}
        onChange={(event) => setSplit(Number(event.target.value))}
        aria-label={t('split')}
        className="absolute right-4 bottom-3 left-4 w-auto opacity-0 focus-visible:opacity-100"
      />
      <PlaceMarks />
    </div>
  )
}

function PlaceMarks() {
  return (
    <>
      <span className="absolute top-2 left-2 rounded-full bg-stage/70 px-2 py-0.5 text-on-stage text-xs">
        1
      </span>
      <span className="absolute top-2 right-2 rounded-full bg-stage/70 px-2 py-0.5 text-on-stage text-xs">
        2
      </span>
    </>
  )
}

/** Two pictures in one place, one after the other: what differs jumps to the eye. Stands still with reduced motion, and turns by its button. */
export function BlinkCompare({ first, second, view, onView, onPoint }: TwoInOneProps) {
  const t = useTranslations('compare')
  const [shown, setShown] = useState<1 | 2>(1)
  const [blinking, setBlinking] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches)
  useEffect(() => {
    if (!blinking) return
    const timer = setInterval(() => setShown((now) => (now === 1 ? 2 : 1)), BLINK_MS)
    return () => clearInterval(timer)
  }, [blinking])
  useEffect(() => {
    onPoint((shown === 1 ? first : second).id)
    return () => onPoint(null)
  }, [shown, first, second, onPoint])
  return (
    <div className="relative min-h-0 flex-1">
      <ZoomArea pictures={[first, second]} view={view} onView={onView} className="absolute inset-0">
        {(placed) => (
          <>
            <div className="absolute inset-0 flex items-center justify-center">
              <ComparedPicture item={first} {...placed(first)} />
            </div>
            <div
              className="absolute inset-0 flex items-center justify-center bg-stage"
              style={{ visibility: shown === 2 ? 'visible' : 'hidden' }}
            >
              <ComparedPicture item={second} {...placed(second)} />
            </div>
          </>
        )}
      </ZoomArea>
      <div className="absolute top-2 left-2 flex items-center gap-1 text-on-stage text-xs">
        <button
          type="button"
          onClick={() => setShown(shown === 1 ? 2 : 1)}
          className="rounded-full bg-stage/70 px-2.5 py-1 hover:bg-stage"
        >
          {t('shown', { place: shown })}
        </button>
        <button
          type="button"
          aria-pressed={blinking}
          onClick={() => setBlinking(!blinking)}
          className="rounded-full bg-stage/70 px-2.5 py-1 hover:bg-stage"
        >
          {blinking ? t('hold') : t('blinkAgain')}
        </button>
      </div>
    </div>
  )
}
