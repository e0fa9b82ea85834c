'use client'

import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

/** Pixels that the page scrolls before the composer becomes one line. */
const SCROLLED_AFTER = 80

/**
 * When the composer is whole and when it is one line: `active` while somebody works in it, `scrolled` once the page has
 * moved on. The room it takes in the page stays the same, so that nothing below jumps.
 */
export function useComposerFrame() {
  const frame = useRef<HTMLElement>(null)
  const sentinel = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(false)
  const [scrolled, setScrolled] = useState(false)

  useEffect(() => {
    if (!sentinel.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        const past = entry !== undefined && !entry.isIntersecting
        const element = frame.current
        if (past && element) element.style.setProperty('--kept', `${element.offsetHeight}px`)
        setScrolled(past)
      },
      { rootMargin: `${SCROLLED_AFTER}px 0px 100000px 0px` },
    )
    observer.observe(sentinel.current)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (!active) return
    const outside = (target: EventTarget | null) =>
      target instanceof Node && !frame.current?.contains(target) && document.body.contains(target)
    const leave = (event: Event) => outside(event.target) && setActive(false)
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [active])

  const collapse = () => {
    setActive(false)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }

  return {
    frame,
    sentinel,
    scrolled,
    active,
    collapse,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      // An open popover takes Esc for itself.
      const popover = event.currentTarget.querySelector(':popover-open')
      if (event.key === 'Escape' && !event.defaultPrevented && !popover) collapse()
    },
    onFocus: (event: FocusEvent) => {
      // Pressing Generate on the one line must not move it from under the pointer.
      if (event.target instanceof Element && !event.target.closest('[data-stay]')) setActive(true)
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      const to = event.relatedTarget
      if (to instanceof Node && !event.currentTarget.contains(to)) setActive(false)
    },
  }
}
