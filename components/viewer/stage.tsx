import { useTranslations } from 'next-intl'
import { type PointerEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { placeholderUrl } from '#components/picture/thumb-hash.ts'
import { cx } from '#components/ui/cx.ts'
import { LARGEST_THUMB, type OriginalState, PictureLayers } from './picture-layers.tsx'
import { useFit } from './use-fit.ts'
import { useSwipe } from './use-swipe.ts'
import { fromMiddle, useZoom } from './use-zoom.ts'
import type { ViewerItem } from './viewer-item.ts'

export interface StageHandle {
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
  /** One pixel of the picture on one of the screen. */
  actual: () => void
}

export interface StageZoom {
  /** Per cent of the picture's real size on screen. */
  percent: number
  /** True where it is larger than at rest. */
  zoomed: boolean
}

interface StageProps {
  item: ViewerItem
  ref: Ref<StageHandle>
  onZoom: (zoom: StageZoom) => void
  onSwipe: (direction: 'next' | 'previous' | 'close') => void
}

/** One press of a zoom key or button. */
const STEP = 1.5

const screenPixels = () => window.devicePixelRatio || 1

/** The picture, to look at: wheel, pinch and keys zoom, dragging pans; at rest a swipe turns the page. */
export function Stage({ item, ref, onZoom, onSwipe }: StageProps) {
  const t = useTranslations('viewer')
  const stage = useRef<HTMLDivElement>(null)
  const fit = useFit(stage, item)
  // The zoom at which one pixel of the picture is one of the screen.
  const actual = fit ? Math.max(0.05, item.width / screenPixels() / fit.fitted.width) : 1
  const limits = fit && { ...fit, min: Math.min(1, actual), max: Math.max(8, actual * 4) }
  const zoom = useZoom(stage, limits)
  const { scale, x, y } = zoom.view
  const zoomed = scale > 1.01
  const swipe = useSwipe(!zoomed, onSwipe)

  const shown = (fit?.fitted.width ?? 0) * scale * screenPixels()
  const percent = (shown / item.width) * 100
  const [original, setOriginal] = useState<OriginalState>('loading')
  const [wantsOriginal, setWantsOriginal] = useState(false)
  if (!wantsOriginal && zoomed && item.width > LARGEST_THUMB && shown > LARGEST_THUMB) setWantsOriginal(true)

  useEffect(() => {
    if (percent > 0) onZoom({ percent, zoomed })
  }, [percent, zoomed, onZoom])

  useImperativeHandle(ref, () => ({
    zoomIn: () => zoom.zoomBy(STEP),
    zoomOut: () => zoom.zoomBy(1 / STEP),
    fit: zoom.rest,
    actual: () => zoom.zoomTo(actual),
  }))

  const each =
    (name: 'onPointerDown' | 'onPointerMove' | 'onPointerUp') => (event: PointerEvent<HTMLElement>) => {
      zoom.handlers[name](event)
      swipe.handlers[name](event)
    }
  const offset = swipe.offset ?? { x: 0, y: 0 }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the viewer's keys and buttons do all that a pointer does here
    <div
      ref={stage}
      className={cx(
        'absolute inset-0 flex touch-none select-none items-center justify-center overflow-hidden',
        zoomed ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in',
      )}
      onPointerDown={each('onPointerDown')}
      onPointerMove={each('onPointerMove')}
      onPointerUp={each('onPointerUp')}
      onPointerCancel={(event) => {
        zoom.handlers.onPointerCancel(event)
        swipe.handlers.onPointerCancel()
      }}
      onDoubleClick={(event) =>
        zoomed ? zoom.rest() : zoom.zoomTo(Math.max(2, actual), fromMiddle(event.currentTarget, event))
      }
    >
      {fit && (
        <div
          className={cx('relative shrink-0 bg-center bg-cover', zoom.gliding && 'transition-transform')}
          style={{
            ...fit.fitted,
            viewTransitionName: 'picture',
            transform: `translate(${x + offset.x}px, ${y + offset.y}px) scale(${scale})`,
            backgroundImage: item.thumbHash ? `url(${placeholderUrl(item.thumbHash)})` : undefined,
          }}
        >
          <PictureLayers item={item} original={wantsOriginal ? original : null} onOriginal={setOriginal} />
        </div>
      )}
      {wantsOriginal && original !== 'shown' && (
        <p
          role="status"
          className="pointer-events-none absolute bottom-4 left-1/2 -translate-x-1/2 rounded bg-stage/80 px-2 py-1 text-xs"
        >
          {original === 'loading' ? t('loadingOriginal') : t('originalFailed')}
        </p>
      )}
    </div>
  )
}
