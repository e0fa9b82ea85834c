/** From so near an edge of the window it scrolls, the faster the nearer. */
const EDGE_PX = 72
const FASTEST_PX = 24

/** How far the window is to scroll in this frame while something is held at this height of it. */
export function edgeStep(y: number, height: number): number {
  const over = Math.max(0, y - (height - EDGE_PX)) - Math.max(0, EDGE_PX - y)
  return Math.round((Math.max(-EDGE_PX, Math.min(EDGE_PX, over)) / EDGE_PX) * FASTEST_PX)
}

/**
 * Scrolls the window for as long as something is held near one of its edges.
 *
 * @param onFrame called after each step, with the place it is held at
 */
export function edgeScroller(onFrame: (x: number, y: number) => void): {
  moveTo: (x: number, y: number) => void
  stop: () => void
} {
  let at = { x: 0, y: 0 }
  let frame = 0
  const tick = () => {
    const step = edgeStep(at.y, innerHeight)
    if (step !== 0) scrollBy({ top: step, behavior: 'instant' })
    onFrame(at.x, at.y)
    frame = step === 0 ? 0 : requestAnimationFrame(tick)
  }
  return {
    moveTo(x, y) {
      at = { x, y }
      if (frame === 0) frame = requestAnimationFrame(tick)
    },
    stop() {
      cancelAnimationFrame(frame)
      frame = 0
    },
  }
}
