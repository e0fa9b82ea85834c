import { useEffect, useState } from 'react'

/** Pixels of the page's beginning in which nothing leaves. */
const TOP = 64
/** Smaller movements say nothing of where somebody is going. */
const STEP = 8

/** True while the person goes down the page, until they turn back or reach the top. */
export function useScrollsDown(): boolean {
  const [down, setDown] = useState(false)
  useEffect(() => {
    let last = window.scrollY
    const follow = () => {
      const { scrollY } = window
      if (scrollY > TOP && Math.abs(scrollY - last) < STEP) return
      setDown(scrollY > TOP && scrollY > last)
      last = scrollY
    }
    window.addEventListener('scroll', follow, { passive: true })
    return () => window.removeEventListener('scroll', follow)
  }, [])
  return down
}
