import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FocusEvent, memo, useContext, useEffect, useRef, useState } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { startPictureDrag } from '#components/picture/picture-drag.ts'
import { SearchedText, TileHits } from '#components/search/tile-hits.tsx'
import { openFromLink, preloadViewer } from '#components/viewer/viewer-store.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { isMoving } from './flight.ts'
import { SelectionTick } from './selection-tick.tsx'
import { TileMarks } from './tile-marks.tsx'
import { TileThumb } from './tile-thumb.tsx'

export interface TileBox {
  left: number
  top: number
  width: number
  height: number
}

interface GalleryTileProps extends TileBox {
  item: GalleryItemDto
  /** To assistive technology. */
  name: string
  /** The person made it: then nobody needs to be told who. */
  own: boolean
  /** From 0, of `count` pictures; -1 until it is known of how many. */
  place: number
  count: number
  /** Pictures are being chosen: each shows whether it is. */
  choosing: boolean
}

/** Of tiles that pass beneath a pointer at rest nobody wants to know more; milliseconds. */
const PASSING_MS = 150

export const placed = ({ left, top, width, height }: TileBox) => ({
  width,
  height,
  transform: `translate(${left}px, ${top}px)`,
})

/** One picture of the gallery, where the layout puts it. What only a pointer or the focus needs is there only for them. */
export const GalleryTile = memo(function GalleryTile({
  item,
  name,
  own,
  place,
  count,
  choosing,
  ...box
}: GalleryTileProps) {
  const [near, setNear] = useState(false)
  const searched = useContext(SearchedText) !== ''
  const passing = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(passing.current), [])
  const approach = () => {
    preloadViewer()
    setNear(true)
  }
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget) && !event.currentTarget.matches(':hover'))
      setNear(false)
  }
  return (
    <li
      aria-setsize={count}
      aria-posinset={place + 1}
      onPointerEnter={() => {
        if (isMoving()) passing.current = setTimeout(approach, PASSING_MS)
        else approach()
      }}
      onPointerLeave={(event) => {
        clearTimeout(passing.current)
        setNear(event.currentTarget.matches(':focus-within'))
      }}
      onFocus={approach}
      onBlur={onBlur}
      className="group/tile tile absolute top-0 left-0 contain-strict"
      style={placed(box)}
    >
      <a
        href={imageUrls.page(item.id)}
        data-picture={item.id}
        aria-label={name}
        draggable
        onDragStart={(event) => startPictureDrag(event, item.id)}
        onClick={(event) => openFromLink(event, item.id)}
        className="block size-full focus-visible:-outline-offset-2"
      >
        {item.status === 'succeeded' ? (
          <TileThumb
            id={item.id}
            thumbHash={item.thumbHash}
            width={item.width}
            height={item.height}
            shown={box.width}
          />
        ) : (
          <Without status={item.status} />
        )}
      </a>
      {near && !own && !searched && (
        <span
          aria-hidden
          className="pointer-events-none absolute bottom-1 left-1 flex max-w-[calc(100%-8px)] items-center gap-1.5 rounded-full bg-stage/70 py-0.5 pr-2.5 pl-0.5 text-on-stage text-xs"
        >
          <Avatar person={item.person} size={20} />
          <span className="truncate">{item.person.name}</span>
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
      {searched && <TileHits item={item} own={own} />}
      <TileMarks item={item} near={near} />
      {(near || choosing) && <SelectionTick id={item.id} prompt={item.prompt} />}
    </li>
  )
})

/** A run that came to nothing, in galleries that ask for such. */
function Without({ status }: { status: GalleryItemDto['status'] }) {
  const t = useTranslations('gallery.without')
  return (
    <span className="grid size-full place-items-center bg-sunk p-2 text-center text-muted text-xs">
      {t(status === 'cancelled' || status === 'outcome_unknown' ? status : 'failed')}
    </span>
  )
}
