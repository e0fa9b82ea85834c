import {
  type RefObject,
  startTransition,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'react'
import { noteScroll } from './flight.ts'
import { address, keepPlace, keptPlace } from './kept-place.ts'
import type { PictureList } from './picture-list.ts'
import { RowsPlan } from './rows-plan.ts'

/** A place is written down once the page has rested so long; milliseconds. */
const REST_MS = 120

interface Options {
  list: PictureList
  /** Whether the list's length is known for good. */
  whole: boolean
  /** The height rows come near to, at a width of the list; pixels. */
  target: (width: number, list: PictureList) => number
}

/** What is drawn reaches far enough beyond the window for so many pixels of scrolling. */
const NEAR = 480

/**
 * The rows of a list in the page: laid out for its width, kept in place through every change, remembered in the history,
 * so that Back and a reload come to the same pixel. The page scrolls, not a box in it.
 */
export function useRowsPlan(element: RefObject<HTMLElement | null>, { list, whole, target }: Options) {
  const [plan] = useState(() => new RowsPlan())
  const [box, setBox] = useState({ width: 0, screen: 0 })
  const [, drawAnew] = useReducer((count: number) => count + 1, 0)
  const { width, screen } = box
  const topNow = () => {
    const [rect] = element.current?.getClientRects() ?? []
    return rect && -rect.top
  }
  if (width > 0) plan.lay(list, width, target(width, list), whole, topNow)

  const step = plan.step()
  const drawn = useRef(step)
  useEffect(() => {
    drawn.current = step
  }, [step])
  useEffect(
    () =>
      plan.subscribe(() => {
        // What is about to be seen is drawn in the pauses between the page's movements, what is seen already at once.
        if (Math.abs(plan.step() - drawn.current) <= NEAR) startTransition(drawAnew)
        else drawAnew()
      }),
    [plan],
  )

  useLayoutEffect(() => {
    const place = keptPlace()
    if (place) plan.await(place)
    const measure = () => {
      const { clientWidth } = element.current ?? { clientWidth: 0 }
      setBox((before) =>
        before.width === clientWidth && before.screen === window.innerHeight
          ? before
          : { width: clientWidth, screen: window.innerHeight },
      )
    }
    measure()
    const resized = new ResizeObserver(measure)
    if (element.current) resized.observe(element.current)
    window.addEventListener('resize', measure)
    return () => {
      resized.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [element, plan])

  // After every render: a layout that changed may ask for another place of the page.
  useLayoutEffect(() => {
    const top = plan.takeMove()
    // Most renders move nothing, and measuring lays the page out.
    if (top === undefined || !element.current) return
    const edge = element.current.getBoundingClientRect().top
    if (Math.abs(edge + top) >= 0.5) window.scrollBy({ top: edge + top, behavior: 'instant' })
  })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const home = address()
    const write = () => {
      clearTimeout(timer)
      if (!plan.waits) keepPlace(home, plan.place)
    }
    const follow = () => {
      noteScroll(window.scrollY)
      const edge = element.current?.getBoundingClientRect().top
      if (edge !== undefined) plan.see(-edge)
      clearTimeout(timer)
      timer = setTimeout(write, REST_MS)
    }
    window.addEventListener('scroll', follow, { passive: true })
    window.addEventListener('pagehide', write)
    // Whoever goes elsewhere presses something first.
    document.addEventListener('click', write, true)
    document.addEventListener('keydown', write, true)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('scroll', follow)
      window.removeEventListener('pagehide', write)
      document.removeEventListener('click', write, true)
      document.removeEventListener('keydown', write, true)
    }
  }, [element, plan])

  return { plan, width, screen }
}
