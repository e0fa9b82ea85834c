import { useState } from 'react'
import { placeholderUrl } from '#components/picture/thumb-hash.ts'
import { LARGEST_THUMB, type OriginalState, PictureLayers } from '#components/viewer/picture-layers.tsx'
import type { ViewerItem } from '#components/viewer/viewer-item.ts'
import type { Placed } from './zoom-area.tsx'

interface ComparedPictureProps extends Placed {
  item: ViewerItem
}

/** A picture on a stage of the comparison. */
export function ComparedPicture({ item, style, across }: ComparedPictureProps) {
  const [original, setOriginal] = useState<OriginalState>('loading')
  const [wanted, setWanted] = useState(false)
  // Beyond the pixels of a thumbnail it needs the original.
  if (!wanted && item.width > LARGEST_THUMB && across > LARGEST_THUMB) setWanted(true)
  return (
    <div
      className="relative shrink-0 bg-center bg-cover"
      style={{
        ...style,
        backgroundImage: item.thumbHash ? `url(${placeholderUrl(item.thumbHash)})` : undefined,
      }}
    >
      <PictureLayers item={item} original={wanted ? original : null} onOriginal={setOriginal} />
    </div>
  )
}
