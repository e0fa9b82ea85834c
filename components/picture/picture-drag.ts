import type { DragEvent } from 'react'
import { selectedWith } from '#components/gallery/selection-store.ts'
import { imageUrls } from '#lib/images/client.ts'

/** What dragging a picture carries: its id, for the composer. */
const IMAGE_TYPE = 'application/x-bunch-image'

/** The pictures under way, while they are: for boards and the order on one. */
let dragged: readonly string[] | null = null
const listeners = new Set<() => void>()

function set(next: readonly string[] | null): void {
  dragged = next
  for (const listener of listeners) listener()
}

export function subscribeDrag(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Ids of the pictures being dragged in this window, in order; `null` while there are none. */
export const draggedPictures = () => dragged

/**
 * Makes a drag carry the picture's id, and its page's address for other windows. One that is chosen takes the others
 * that are chosen along.
 */
export function startPictureDrag(event: DragEvent<HTMLElement>, id: string): void {
  event.dataTransfer.effectAllowed = 'copyMove'
  event.dataTransfer.setData(IMAGE_TYPE, id)
  event.dataTransfer.setData('text/uri-list', new URL(imageUrls.page(id), location.href).href)
  const ids = selectedWith(id)
  if (ids.length > 1) showCount(event, ids.length)
  // The browser ends a drag whose element changes while it starts.
  setTimeout(() => set(ids))
  // A tile that was scrolled away is not there to hear of the end; the next movement of the mouse tells of it, too.
  const end = () => {
    for (const type of ENDINGS) removeEventListener(type, end, true)
    setTimeout(() => set(null))
  }
  for (const type of ENDINGS) addEventListener(type, end, true)
}

const ENDINGS = ['dragend', 'drop', 'pointermove'] as const

/** A disc with the number of pictures, in place of the image of one. */
function showCount(event: DragEvent, count: number): void {
  const disc = document.createElement('div')
  disc.textContent = String(count)
  disc.className =
    'fixed -top-24 left-0 grid size-12 place-items-center rounded-full bg-accent font-medium text-lg text-on-accent'
  document.body.append(disc)
  event.dataTransfer.setDragImage(disc, 24, 24)
  setTimeout(() => disc.remove())
}
