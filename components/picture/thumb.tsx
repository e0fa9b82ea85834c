import { useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { imageUrls } from '#lib/images/client.ts'
import { THUMB_WIDTHS } from '#lib/images/thumb-widths.ts'
import { loadWhileDrawn } from './load-while-drawn.ts'
import { usePlaceholder } from './use-placeholder.ts'

interface ThumbProps {
  id: string
  /** Real pixels of the original, for the shape. */
  width: number
  height: number
  thumbHash: string | null
  /** Its name to assistive technology: the prompt. */
  alt: string
  /** How wide it is drawn, as in `img.sizes`; browsers that can measure it themselves do. */
  sizes: string
  eager?: boolean
  className?: string
}

/** A picture by its thumbnails, over its blurred placeholder. Never loads the original. */
export function Thumb({ id, width, height, thumbHash, alt, sizes, eager = false, className }: ThumbProps) {
  const [failed, setFailed] = useState(false)
  const drawn = useRef<HTMLImageElement>(null)
  const placeholder = usePlaceholder(thumbHash, drawn)
  return (
    <span
      className={cx('block size-full overflow-hidden bg-center bg-cover bg-sunk', className)}
      style={placeholder ? { backgroundImage: `url(${placeholder})` } : undefined}
    >
      <img
        ref={(image) => {
          drawn.current = image
          return image ? loadWhileDrawn(image) : undefined
        }}
        src={imageUrls.thumb(id, 640)}
        srcSet={THUMB_WIDTHS.map((wide) => `${imageUrls.thumb(id, wide)} ${wide}w`).join(', ')}
        sizes={eager ? sizes : `auto, ${sizes}`}
        width={width}
        height={height}
        alt={alt}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
        draggable={false}
        onError={() => setFailed(true)}
        // A broken-image icon says less than the placeholder does.
        className={cx('block size-full object-cover', failed && 'opacity-0')}
      />
    </span>
  )
}
