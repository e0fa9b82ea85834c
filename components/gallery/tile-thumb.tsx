import { memo, useEffect, useRef } from 'react'
import { thumbHashToAverageRGBA } from 'thumbhash'
import { imageUrls } from '#lib/images/client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { thumbFor } from '#lib/images/thumb-widths.ts'
import { isFlying, whenLanded } from './flight.ts'
import { askInTurn, isInWindow } from './thumb-turns.ts'

/** A picture that is not there after so long gets its blurred likeness; milliseconds. */
const SLOW_MS = 200

/** Not every browser tells when it is idle. */
const whenIdle = (work: () => void) =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(work) : setTimeout(work)

/** The average colour of a picture, from the Base64 of its ThumbHash. */
function averageColour(thumbHash: string): string {
  const { r, g, b } = thumbHashToAverageRGBA(Uint8Array.from(atob(thumbHash), (each) => each.charCodeAt(0)))
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`
}

interface TileThumbProps {
  id: GalleryItemDto['id']
  thumbHash: string | null
  /** Real pixels. */
  width: number
  height: number
  /** Pixels on screen. */
  shown: number
}

/** Shows a blurred likeness where the picture takes long. Returns the way to leave it. */
function blurWhenSlow(tile: HTMLImageElement, thumbHash: string): () => void {
  let gone = false
  const isMissing = () => !gone && tile.naturalWidth === 0
  const show = async () => {
    if (!isMissing()) return
    const { placeholderUrl } = await import('#components/picture/thumb-hash.ts')
    // One at a time, when there is nothing else to do: each takes a slow processor milliseconds.
    whenIdle(() => {
      if (isMissing()) tile.style.backgroundImage = `url(${placeholderUrl(thumbHash)})`
    })
  }
  // Offline: the plain surface stays.
  const timer = setTimeout(() => void show().catch(() => {}), SLOW_MS)
  return () => {
    gone = true
    clearTimeout(timer)
  }
}

/**
 * A tile's picture, as cheap as can be: one element, drawn once, coloured as the picture is on average, that gets its address
 * when the page does not rush by and it is its turn, and shows a blurred likeness only where that takes long.
 */
export const TileThumb = memo(function TileThumb({ id, thumbHash, width, height, shown }: TileThumbProps) {
  const image = useRef<HTMLImageElement>(null)
  const address = imageUrls.thumb(id, thumbFor(shown))
  useEffect(() => {
    const tile = image.current
    if (!tile) return
    let unblur = () => {}
    const blur = () => {
      unblur()
      if (thumbHash) unblur = blurWhenSlow(tile, thumbHash)
    }
    const wait = () => {
      if (isInWindow(tile)) blur()
      return askInTurn(tile, () => {
        tile.src = address
        blur()
      })
    }
    let stop = () => {}
    if (isFlying()) {
      stop = whenLanded(() => {
        stop = wait()
      })
    } else stop = wait()
    return () => {
      stop()
      unblur()
    }
  }, [address, thumbHash])

  return (
    <img
      ref={image}
      width={width}
      height={height}
      alt=""
      decoding="async"
      draggable={false}
      // Rather its colour than a broken picture.
      onError={(event) => event.currentTarget.removeAttribute('src')}
      className="block size-full bg-cover bg-sunk"
      style={thumbHash ? { backgroundColor: averageColour(thumbHash) } : undefined}
    />
  )
})
