import type { RefObject } from 'react'
import type { Size } from '#lib/models/catalogue.ts'
import { useRoom } from './use-room.ts'

/** What the controls over the stage take from it at rest: pixels above and below, and at each side on wide screens. */
const FRAME = { vertical: 136, side: 52, wideFrom: 640 } as const

/**
 * The stage's pixels, and those of a picture fitted between its controls, never larger than its own; `null` until
 * measured.
 */
export function useFit(
  stage: RefObject<HTMLElement | null>,
  picture: Size,
): { fitted: Size; room: Size } | null {
  const room = useRoom(stage)
  if (!room || room.width === 0) return null
  const width = window.innerWidth < FRAME.wideFrom ? room.width : room.width - 2 * FRAME.side
  const height = room.height - FRAME.vertical
  const scale = Math.max(0.01, Math.min(width / picture.width, height / picture.height, 1))
  const fitted = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) }
  return { fitted, room }
}
