import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { startPictureDrag } from '#components/picture/picture-drag.ts'
import { Thumb } from '#components/picture/thumb.tsx'
import { openFromLink, preloadViewer } from '#components/viewer/viewer-store.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { SelectionTick } from './selection-tick.tsx'

interface GalleryTileProps {
  item: GalleryItemDto
  /** The person made it: then nobody needs to be told who. */
  own: boolean
  left: number
  top: number
  width: number
  height: number
  /** From 0, of `count` loaded ones. */
  place: number
  count: number
}

/** One picture of the gallery, where the layout puts it. */
export const GalleryTile = memo(function GalleryTile({ item, own, place, count, ...box }: GalleryTileProps) {
  const t = useTranslations('gallery')
  const { left, top, width, height } = box
  const { person } = item
  const name = own
    ? item.private
      ? t('tilePrivate', { prompt: item.prompt })
      : item.prompt
    : t('tileBy', { prompt: item.prompt, name: person.name })
  return (
    <li
      aria-setsize={count}
      aria-posinset={place + 1}
      className="group/tile tile absolute top-0 left-0"
      style={{ width, height, transform: `translate(${left}px, ${top}px)` }}
    >
      <a
        href={imageUrls.page(item.id)}
        data-picture={item.id}
        aria-label={name}
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
      {!own && (
        <span
          aria-hidden
          className="pointer-events-none absolute bottom-1 left-1 flex max-w-[calc(100%-8px)] items-center gap-1.5 rounded-full bg-stage/70 py-0.5 pr-2.5 pl-0.5 text-on-stage text-xs opacity-0 transition-opacity group-focus-within/tile:opacity-100 group-hover/tile:opacity-100"
        >
          <Avatar person={person} size={20} />
          <span className="truncate">{person.name}</span>
        </span>
      )}
      {own && item.private && (
        <span
          aria-hidden
          className="pointer-events-none absolute bottom-1 left-1 rounded-full bg-stage/70 p-1 text-on-stage"
        >
          <Lock className="size-3.5" />
        </span>
      )}
      <SelectionTick id={item.id} prompt={item.prompt} />
    </li>
  )
})
