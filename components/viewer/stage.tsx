import { useTranslations } from 'next-intl'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { type ReactZoomPanPinchRef, TransformComponent, TransformWrapper } from 'react-zoom-pan-pinch'
import { placeholderUrl } from '#components/picture/thumb-hash.ts'
import { cx } from '#components/ui/cx.ts'
import { imageUrls } from '#lib/images/client.ts'
import { useFit } from './use-fit.ts'
import { useSwipe } from './use-swipe.ts'
import type { ViewerItem } from './viewer-item.ts'

export interface StageHandle {
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
  /** One pixel of the picture on one of the screen. */
  actual: () => void
}

interface StageProps {
  item: ViewerItem
  ref: Ref<StageHandle>
  /** Per cent of the picture's real size on screen, and whether it is larger than the window shows. */
  onZoom: (percent: number, zoomed: boolean) => void
  onSwipe: (direction: 'next' | 'previous' | 'close') => void
}

/** Wider than this only the original has something to show. */
const LARGEST_THUMB = 1600

const screenPixels = () => window.devicePixelRatio || 1

/** The picture, to look at: wheel, pinch and keys zoom, dragging pans; at rest a swipe turns the page. */
export function Stage({ item, ref, onZoom, onSwipe }: StageProps) {
  const t = useTranslations('viewer')
  const room = useRef<HTMLDivElement>(null)
  const zoom = useRef<ReactZoomPanPinchRef>(null)
  const [zoomed, setZoomed] = useState(false)
  const [wantsOriginal, setWantsOriginal] = useState(false)
  const [original, setOriginal] = useState<'loading' | 'shown' | 'failed'>('loading')
  const fitted = useFit(room, item)
  const swipe = useSwipe(!zoomed, onSwipe)
  // The zoom at which one pixel of the picture is one of the screen.
  const actual = fitted ? Math.max(0.05, item.width / screenPixels() / fitted.width) : 1
  const animation = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160

  useImperativeHandle(ref, () => ({
    zoomIn: () => void zoom.current?.zoomIn(0.5, animation),
    zoomOut: () => void zoom.current?.zoomOut(0.5, animation),
    fit: () => void zoom.current?.resetTransform(animation),
    actual: () => void zoom.current?.centerView(actual, animation),
  }))

  const follow = (scale: number) => {
    if (!fitted) return
    setZoomed(scale > 1.01)
    const shown = fitted.width * scale * screenPixels()
    if (scale > 1.01 && item.width > LARGEST_THUMB && shown > LARGEST_THUMB) setWantsOriginal(true)
    onZoom((shown / item.width) * 100, scale > 1.01)
  }

  return (
    <div ref={room} className="absolute inset-0 touch-none" {...swipe.handlers}>
      {fitted && (
        <TransformWrapper
          key={`${item.id} ${fitted.width}`}
          ref={zoom}
          minScale={Math.min(1, actual)}
          maxScale={Math.max(8, actual * 4)}
          centerOnInit
          centerZoomedOut
          doubleClick={{ mode: 'toggle', step: 1, animationTime: animation }}
          panning={{ disabled: !zoomed, velocityDisabled: animation === 0 }}
          wheel={{ step: 0.0015 }}
          zoomAnimation={{ disabled: animation === 0 }}
          onInit={() => follow(1)}
          onTransform={(_, state) => follow(state.scale)}
        >
          <TransformComponent
            wrapperStyle={{ width: '100%', height: '100%' }}
            contentStyle={{ transform: 'none' }}
            wrapperClass={zoomed ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in'}
          >
            <div
              className="relative bg-center bg-cover"
              style={{
                ...fitted,
                viewTransitionName: 'picture',
                translate: swipe.offset ? `${swipe.offset.x}px ${swipe.offset.y}px` : undefined,
                backgroundImage: item.thumbHash ? `url(${placeholderUrl(item.thumbHash)})` : undefined,
              }}
            >
              {/* The list has this one already: it stands while the larger one comes. */}
              <img
                src={imageUrls.thumb(item.id, 640)}
                alt=""
                draggable={false}
                className="absolute inset-0 size-full"
              />
              <img
                key={item.id}
                src={imageUrls.thumb(item.id, 1600)}
                alt={item.prompt.slice(0, 200)}
                draggable={false}
                decoding="async"
                className="absolute inset-0 size-full text-transparent"
              />
              {wantsOriginal && (
                <img
                  src={imageUrls.file(item.id)}
                  alt=""
                  draggable={false}
                  decoding="async"
                  onLoad={() => setOriginal('shown')}
                  onError={() => setOriginal('failed')}
                  className={cx('absolute inset-0 size-full', original !== 'shown' && 'invisible')}
                />
              )}
            </div>
          </TransformComponent>
        </TransformWrapper>
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
