import { memo } from 'react'
import { startPictureDrag } from '#components/picture/picture-drag.ts'
import { Thumb } from '#components/picture/thumb.tsx'
import { openFromLink, preloadViewer } from '#components/viewer/viewer-store.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'

interface GalleryTileProps {
  item: GalleryItemDto
  left: number
  top: number
  width: number
  height: number
  /** From 0, of `count` loaded ones. */
  place: number
  count: number
}

/** One picture of the gallery, where the layout puts it. */
export const GalleryTile = memo(function GalleryTile({ item, place, count, ...box }: GalleryTileProps) {
  const { left, top, width, height } = box
  return (
    <li
      aria-setsize={count}
      aria-posinset={place + 1}
      className="absolute top-0 left-0"
      style={{ width, height, transform: `translate(${left}px, ${top}px)` }}
    >
      <a
        href={imageUrls.page(item.id)}
        data-picture={item.id}
        aria-label={item.prompt}
        draggable
        onDragStart={(event) => startPictureDrag(event, item.id)}
        onClick={(event) => openFromLink(event, item.id)}
        onPointerEnter={preloadViewer}
        onFocus={preloadViewer}
        className="block size-full focus-visible:-outline-offset-2"
      >
        <Thumb
          id={item.id}
          width={item.width}
          height={item.height}
          thumbHash={item.thumbHash}
          alt=""
          sizes={`${Math.ceil(width)}px`}
          eager
        />
      </a>
    </li>
  )
})
