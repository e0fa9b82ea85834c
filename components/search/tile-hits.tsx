import { Tag } from 'lucide-react'
import { createContext, useContext } from 'react'
import { cx } from '#components/ui/cx.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { markHits } from '#lib/library/words.ts'
import { Hits } from './hits.tsx'

/** What the gallery around a tile was searched for; empty where it was not. */
export const SearchedText = createContext('')

/** What stands before the first hit: a tile has room for few words, and the hit is to be among them. */
const LEAD_CHARS = 24

/**
 * What a search found of a picture, over its lower edge: on hover and focus; where nothing hovers always, in one line. For assistive
 * technology the picture's name holds the same words.
 */
export function TileHits({ item, own }: { item: GalleryItemDto; own: boolean }) {
  const text = useContext(SearchedText)
  const isNamed = markHits(item.person.name, text).some(({ hit }) => hit)
  return (
    <span
      aria-hidden
      data-hits
      className="pointer-events-none absolute inset-x-0 bottom-0 bg-stage/80 px-2 py-1 text-on-stage text-xs opacity-0 transition-opacity group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 [@media(hover:none)]:opacity-100"
    >
      <span
        dir="auto"
        className={cx(
          'line-clamp-2 break-words [@media(hover:none)]:line-clamp-1',
          item.found && '[@media(hover:none)]:hidden',
        )}
      >
        <Hits text={item.prompt} query={text} lead={LEAD_CHARS} />
      </span>
      {item.found && (
        <span dir="auto" className="flex items-center gap-1">
          <Tag className="size-3 shrink-0" />
          <span className="truncate">
            <Hits text={item.found.join(' · ')} query={text} lead={LEAD_CHARS} />
          </span>
        </span>
      )}
      {(!own || isNamed) && (
        <span dir="auto" className="block truncate text-on-stage/80 [@media(hover:none)]:hidden">
          <Hits text={item.person.name} query={text} />
        </span>
      )}
    </span>
  )
}
