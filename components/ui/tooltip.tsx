import { useEffect, useRef } from 'react'
import { Kbd } from './kbd.tsx'
import { place } from './place.ts'

export interface Tip {
  anchor: HTMLElement
  text: string
  keys: string | undefined
}

/** The tooltip itself; drawn empty and hidden while there is none. */
export function Tooltip({ tip }: { tip: Tip | null }) {
  const layer = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = layer.current
    if (!element || !tip) return
    element.showPopover()
    place(tip.anchor, element, tip.anchor.dataset.tipSide === 'right' ? 'right' : 'top', 'center')
    return () => element.hidePopover()
  }, [tip])

  return (
    <div
      ref={layer}
      popover="manual"
      aria-hidden="true"
      className="pointer-events-none fixed top-(--top) left-(--left) m-0 max-w-64 items-center gap-2 rounded border-0 bg-ink px-2 py-1 text-bg text-xs shadow-float open:flex"
    >
      {tip?.text}
      {tip?.keys && <Kbd keys={tip.keys} />}
    </div>
  )
}
