'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/**
 * What must be said on every page, above it. Tells the style sheet how high that is (`--banners`), for pages that fill what is
 * left of the window.
 */
export function Banners({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      style.setProperty('--banners', `${element.offsetHeight}px`)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty('--banners')
    }
  }, [])
  return (
    <div ref={box} data-banners>
      {children}
    </div>
  )
}
