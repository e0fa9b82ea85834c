import { beginScreen } from './thumb-turns.ts'

/** Screens a second beyond which nobody sees single pictures. */
const FAST = 4
/** The page has come to rest when it has not moved for so many frames, which last longer where the processor is slow. */
const REST_FRAMES = 3
/** And does not move at all when it has not for so long; milliseconds. */
const REST_MS = 90

let flying = false
let last = { y: 0, at: 0 }
let frame = 0
const listeners = new Set<() => void>()

/** True while the page rushes by: tiles then are surfaces, and ask for no pictures. */
export const isFlying = () => flying

/** True while the page moves at all, however slowly. */
export const isMoving = () => performance.now() - last.at < REST_MS

/** Calls back once when the page comes to rest. Returns the way to stop waiting. */
export function whenLanded(callback: () => void): () => void {
  listeners.add(callback)
  return () => {
    listeners.delete(callback)
  }
}

function land(): void {
  flying = false
  beginScreen()
  const waiting = [...listeners]
  listeners.clear()
  for (const callback of waiting) callback()
}

/** Takes a position of the page, in pixels, as it scrolls. */
export function noteScroll(y: number): void {
  const at = performance.now()
  const screens = Math.abs(y - last.y) / window.innerHeight
  const seconds = Math.max(0.016, (at - last.at) / 1_000)
  last = { y, at }
  // The first movement after a rest is measured against a moment long ago: one that crosses screens at once is a jump.
  if (screens / Math.min(seconds, 0.25) > FAST) flying = true
  if (!flying) return
  cancelAnimationFrame(frame)
  landAfter(REST_FRAMES)
}

function landAfter(frames: number): void {
  frame = requestAnimationFrame(() => (frames > 1 ? landAfter(frames - 1) : land()))
}
