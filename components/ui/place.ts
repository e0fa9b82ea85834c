export type Side = 'top' | 'bottom' | 'right'
export type Align = 'start' | 'center' | 'end'

interface Box {
  top: number
  left: number
  width: number
  height: number
}

interface Placement {
  anchor: Box
  floating: { width: number; height: number }
  viewport: { width: number; height: number }
  side: Side
  align: Align
  /** Pixels between the two. */
  gap: number
}

const MARGIN = 8

/**
 * Where a floating box goes beside its anchor, in viewport pixels: on the wanted side, on the opposite one where the
 * wanted has no room, and always inside the viewport.
 */
export function placeBeside({ anchor, floating, viewport, side, align, gap }: Placement): {
  top: number
  left: number
} {
  const clampX = (left: number) => Math.max(MARGIN, Math.min(left, viewport.width - floating.width - MARGIN))
  const clampY = (top: number) => Math.max(MARGIN, Math.min(top, viewport.height - floating.height - MARGIN))
  const aligned = (start: number, extent: number, own: number) =>
    align === 'start' ? start : align === 'end' ? start + extent - own : start + (extent - own) / 2

  if (side === 'right') {
    return {
      top: clampY(aligned(anchor.top, anchor.height, floating.height)),
      left: clampX(anchor.left + anchor.width + gap),
    }
  }
  const above = anchor.top - gap - floating.height
  const below = anchor.top + anchor.height + gap
  const fitsAbove = above >= MARGIN
  const fitsBelow = below + floating.height <= viewport.height - MARGIN
  const top =
    side === 'top' ? (fitsAbove || !fitsBelow ? above : below) : fitsBelow || !fitsAbove ? below : above
  return { top: clampY(top), left: clampX(aligned(anchor.left, anchor.width, floating.width)) }
}

/** Puts a floating element (fixed at `--top` and `--left`, shown) beside its anchor. */
export function place(anchor: Element, floating: HTMLElement, side: Side, align: Align, gap = 6): void {
  const { top, left } = placeBeside({
    anchor: anchor.getBoundingClientRect(),
    floating: { width: floating.offsetWidth, height: floating.offsetHeight },
    viewport: { width: document.documentElement.clientWidth, height: window.innerHeight },
    side,
    align,
    gap,
  })
  floating.style.setProperty('--top', `${top}px`)
  floating.style.setProperty('--left', `${left}px`)
}
