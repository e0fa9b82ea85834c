import { Heart, Star } from 'lucide-react'
import type { GalleryItemDto } from '#lib/images/schema.ts'

/** One's heart, always where there is one; the team's stars only while the picture is looked at. */
export function TileMarks({
  item,
  near,
}: {
  item: Pick<GalleryItemDto, 'favourite' | 'rating'>
  near: boolean
}) {
  const rating = near ? item.rating : null
  if (!item.favourite && rating === null) return null
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute top-1.5 right-1.5 flex items-center gap-1 rounded-full bg-stage/70 p-1 text-on-stage text-xs tabular-nums leading-none"
    >
      {rating !== null && (
        <>
          <span className="pl-0.5">{rating}</span>
          <Star className="size-3 fill-current" />
        </>
      )}
      {item.favourite && <Heart className="size-3 fill-current" />}
    </span>
  )
}
