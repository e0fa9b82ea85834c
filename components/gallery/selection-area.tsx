'use client'

import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useSyncExternalStore,
} from 'react'
import { useCommand } from '#components/commands/use-command.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { address } from './kept-place.ts'
import { followLongPress } from './long-press.ts'
import { followMarquee } from './marquee.ts'
import type { PictureOrder } from './picture-order.ts'
import type { SelectionBarProps } from './selection-bar.tsx'
import {
  clearSelection,
  keepSelected,
  selection,
  selectRange,
  subscribeSelection,
  takeUp,
  toggleSelected,
} from './selection-store.ts'
import { useSelectAll } from './use-select-all.ts'
import { isWalkKey, walkFrom } from './walk-tiles.ts'

const [SelectionBar] = lazily(() => import('./selection-bar.tsx').then((module) => module.SelectionBar))

interface SelectionAreaProps {
  order: PictureOrder
  /** The board that the list is, for what can be done there. */
  board?: SelectionBarProps['board']
  children: ReactNode
}

const NONE: ReadonlySet<string> = new Set()

/** The id of the picture that an event happened on. */
function pictureOf(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null
  return target.closest<HTMLElement>('[data-picture]')?.dataset.picture ?? null
}

/** What lies over the list (viewer, dialog, menu) has its own Esc, and its own idea of all. */
const isCovered = () =>
  document.querySelector('[aria-modal="true"], dialog[open], [popover="auto"]:popover-open') !== null

/**
 * Lets pictures of a list be chosen: Ctrl or ⌘ and a click, Shift and a click for all in between, Space, the tick, a
 * rectangle, a long press and a drag from there, Ctrl or ⌘ and A for all; once some are chosen, a plain press does. Esc lets go. One
 * set of listeners for all tiles. Arrows go from picture to picture.
 */
export function SelectionArea({ order, board, children }: SelectionAreaProps) {
  const chosen = useSyncExternalStore(subscribeSelection, selection, () => NONE)
  const errorText = useErrorText()
  const some = chosen.size > 0
  const area = useRef<HTMLDivElement>(null)
  const latest = useRef(order)
  /** The click that ends a gesture is none of its own. */
  const swallow = useRef(false)
  useEffect(() => {
    latest.current = order
  }, [order])
  useEffect(() => keepSelected(order), [order])
  useEffect(() => {
    takeUp(address())
    return clearSelection
  }, [])

  const selectAll = useSelectAll(order)
  useCommand('selectAll', () => {
    if (isCovered()) return false
    selectAll()
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || isCovered()) return
      if (event.key === 'Escape') clearSelection()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  useEffect(() => {
    const element = area.current
    if (!element) return
    const onGesture = () => {
      swallow.current = true
      // Where no click follows, the next one is meant.
      setTimeout(() => {
        swallow.current = false
      }, 0)
    }
    const stopMarquee = followMarquee(element, onGesture)
    let pressed = false
    const stopPress = followLongPress(
      element,
      () => latest.current,
      (id) => {
        pressed = true
        toggleSelected(id)
      },
    )
    // Between the finger's leaving and its click.
    const onUp = () => {
      if (pressed) swallow.current = true
      pressed = false
    }
    // Also where the gesture before was taken away (a scroll, a call) and had no end of its own.
    const onDown = () => {
      swallow.current = false
      pressed = false
    }
    element.addEventListener('pointerdown', onDown)
    document.addEventListener('pointerup', onUp)
    return () => {
      stopMarquee()
      stopPress()
      element.removeEventListener('pointerdown', onDown)
      document.removeEventListener('pointerup', onUp)
    }
  }, [])

  const chooseTo = (id: string) => {
    selectRange(order, id).catch((error) => {
      if (!(error instanceof ApiError)) throw error
      showToast(errorText(error), { tone: 'danger' })
    })
  }

  const onClickCapture = (event: MouseEvent) => {
    if (swallow.current) {
      swallow.current = false
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const tick = event.target instanceof HTMLElement ? event.target.dataset.tick : undefined
    if (tick !== undefined) {
      if (!event.shiftKey) return
      event.preventDefault()
      chooseTo(tick)
      return
    }
    const id = pictureOf(event.target)
    if (id === null || !(event.shiftKey || event.metaKey || event.ctrlKey || some)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.shiftKey) chooseTo(id)
    else toggleSelected(id)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const id = pictureOf(event.target)
    if (id === null || event.metaKey || event.ctrlKey || event.altKey) return
    // With Shift they move a picture on its board.
    if (isWalkKey(event.key) && !event.shiftKey && event.target instanceof HTMLElement) {
      if (walkFrom(event.currentTarget, event.target, event.key)) event.preventDefault()
      return
    }
    if (event.key !== ' ' && event.key !== 'x') return
    event.preventDefault()
    if (event.shiftKey) chooseTo(id)
    else toggleSelected(id)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pictures in it are links; this only listens for all of them
    <div ref={area} data-selecting={some || undefined} onClickCapture={onClickCapture} onKeyDown={onKeyDown}>
      {children}
      {some && <SelectionBar ids={[...chosen]} order={order} board={board} />}
    </div>
  )
}
