import { loadWhileDrawn } from '#components/picture/load-while-drawn.ts'
import { cx } from '#components/ui/cx.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { ViewerItem } from './viewer-item.ts'

/** Wider than this only the original has something to show. */
export const LARGEST_THUMB = 1600

export type OriginalState = 'loading' | 'shown' | 'failed'

interface PictureLayersProps {
  item: Pick<ViewerItem, 'id' | 'prompt'>
  /** Where the original stands, once it is wanted. */
  original: OriginalState | null
  onOriginal: (state: OriginalState) => void
}

/** A picture in layers that fill their box, each sharper than the one below and standing until it is there. */
export function PictureLayers({ item, original, onOriginal }: PictureLayersProps) {
  return (
    <>
      {/* The list has this one already: it stands while the larger one comes. */}
      <img
        ref={loadWhileDrawn}
        src={imageUrls.thumb(item.id, 640)}
        alt=""
        draggable={false}
        className="absolute inset-0 size-full"
      />
      <img
        ref={loadWhileDrawn}
        src={imageUrls.thumb(item.id, 1600)}
        alt={item.prompt.slice(0, 200)}
        draggable={false}
        decoding="async"
        className="absolute inset-0 size-full text-transparent"
      />
      {original !== null && (
        <img
          ref={loadWhileDrawn}
          src={imageUrls.file(item.id)}
          alt=""
          draggable={false}
          decoding="async"
          onLoad={() => onOriginal('shown')}
          onError={() => onOriginal('failed')}
          className={cx('absolute inset-0 size-full', original !== 'shown' && 'invisible')}
        />
      )}
    </>
  )
}
