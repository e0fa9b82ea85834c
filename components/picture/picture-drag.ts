import type { DragEvent } from 'react'
import { imageUrls } from '#lib/images/client.ts'

/** What dragging a picture carries: its id, for the composer. */
const IMAGE_TYPE = 'application/x-bunch-image'

/** Makes a drag carry the picture's id, and its page's address for other windows. */
export function startPictureDrag(event: DragEvent<HTMLElement>, id: string): void {
  event.dataTransfer.effectAllowed = 'copy'
  event.dataTransfer.setData(IMAGE_TYPE, id)
  event.dataTransfer.setData('text/uri-list', new URL(imageUrls.page(id), location.href).href)
}
