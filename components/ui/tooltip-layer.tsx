'use client'

import { useEffect, useRef, useState } from 'react'
import { Kbd } from './kbd.tsx'
import { place } from './place.ts'

interface Tip {
  anchor: HTMLElement
  text: string
  keys: string | undefined
}

const DELAY_MS = 400

/**
 * The one tooltip of the page. Any element with `data-tip` (its name) and perhaps `data-keys` (its key) has one, on
 * hover with a mouse and on keyboard focus; a hundred buttons cost one listener. Names come from `aria-label`, so the
 * tooltip itself is hidden from assistive technology.
 */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null)
  const [tip, setTip] = useState<Tip | null>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let warmUntil = 0
    const hide = () => {
      clearTimeout(timer)
      setTip((shown) => {
        if (shown) warmUntil = performance.now() + DELAY_MS
        return null
      })
    }
    const show = (target: EventTarget | null, delay: number) => {
      const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
      clearTimeout(timer)
      if (!anchor) return hide()
      const open = () => setTip({ anchor, text: anchor.dataset.tip ?? '', keys: anchor.dataset.keys })
      timer = setTimeout(open, performance.now() < warmUntil ? 0 : delay)
    }
    const over = (event: PointerEvent) => event.pointerType === 'mouse' && show(event.target, DELAY_MS)
    const focus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target, 0)
    }
    const away = { passive: true, capture: true } as const
    document.addEventListener('pointerover', over)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('keydown', hide)
    document.addEventListener('scroll', hide, away)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', over)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('keydown', hide)
      document.removeEventListener('scroll', hide, away)
    }
  }, [])

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
