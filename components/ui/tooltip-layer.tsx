'use client'

import { useEffect, useState } from 'react'
import { lazily } from './lazily.tsx'
import type { Tip } from './tooltip.tsx'

const [Tooltip, preload] = lazily(() => import('./tooltip.tsx').then((module) => module.Tooltip), {
  words: false,
})

const DELAY_MS = 400

/**
 * The one tooltip of the page. Any element with `data-tip` (its name) and perhaps `data-keys` (its key) has one, on
 * hover with a mouse and on keyboard focus; a hundred buttons cost one listener. Names come from `aria-label`, so the
 * tooltip itself is hidden from assistive technology. One that is empty at first is told a moment later.
 */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null)
  const [wanted, setWanted] = useState(false)

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
      // What it has opened says more than its name, and would lie beneath it.
      if (!anchor || anchor.ariaExpanded === 'true') return hide()
      preload()
      const open = () => {
        const { tip: text, keys } = anchor.dataset
        if (!text) return hide()
        setWanted(true)
        setTip({ anchor, text, keys })
      }
      const wait = performance.now() < warmUntil ? 0 : delay
      // A text that is asked for only now has until then to come.
      timer = setTimeout(open, anchor.dataset.tip === '' ? DELAY_MS : wait)
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

  return wanted ? <Tooltip tip={tip} /> : null
}
