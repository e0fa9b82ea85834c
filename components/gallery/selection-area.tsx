'use client'

import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { lazily } from '#components/ui/lazily.tsx'
import type { SelectionBarProps } from './selection-bar.tsx'
import {
  clearSelection,
  keepSelected,
  selection,
  selectRange,
  subscribeSelection,
  toggleSelected,
} from './selection-store.ts'

const [SelectionBar] = lazily(() => import('./selection-bar.tsx').then((module) => module.SelectionBar))

const LONG_PRESS_MS = 450
/** A finger that moves further than this scrolls. */
const STILL_PX = 8

interface SelectionAreaProps {
  /** In the list's order. */
  items: readonly { id: string }[]
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

/**
 * Lets pictures of a list be chosen: Ctrl or ⌘ and a click, Shift and a click for all in between, Space, the tick, a long
 * press; once some are chosen, a plain press does. Esc lets go. One set of listeners for all tiles.
 */
export function SelectionArea({ items, board, children }: SelectionAreaProps) {
  const chosen = useSyncExternalStore(subscribeSelection, selection, () => NONE)
  const order = useMemo(() => items.map((item) => item.id), [items])
  const mayMake = useMayMake()
  const some = chosen.size > 0
  useEffect(() => keepSelected(order), [order])
  useEffect(() => clearSelection, [])

  useEffect(() => {
    if (!some) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      // What lies over the list (viewer, dialog, menu) has its own Esc.
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (document.querySelector('[aria-modal="true"], dialog[open], [popover="auto"]:popover-open')) return
      clearSelection()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [some])

  const press = useLongPress((id) => {
    if (mayMake) toggleSelected(id)
  })

  const onClickCapture = (event: MouseEvent) => {
    const tick = event.target instanceof HTMLElement ? event.target.dataset.tick : undefined
    if (tick !== undefined) {
      if (!event.shiftKey) return
      event.preventDefault()
      selectRange(order, tick)
      return
    }
    const id = mayMake ? pictureOf(event.target) : null
    if (id === null) return
    const wanted = event.shiftKey || event.metaKey || event.ctrlKey || some
    if (!wanted && !press.swallowsClick()) return
    event.preventDefault()
    event.stopPropagation()
    if (press.swallowsClick()) return
    if (event.shiftKey) selectRange(order, id)
    else toggleSelected(id)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const id = mayMake ? pictureOf(event.target) : null
    if (id === null || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key !== ' ' && event.key !== 'x') return
    event.preventDefault()
    if (event.shiftKey) selectRange(order, id)
    else toggleSelected(id)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pictures in it are links; this only listens for all of them
    <div
      data-selecting={some || undefined}
      onClickCapture={onClickCapture}
      onKeyDown={onKeyDown}
      {...press.handlers}
    >
      {children}
      {some && <SelectionBar ids={[...chosen]} order={order} board={board} />}
    </div>
  )
}

/** A finger held on a picture, without moving. */
function useLongPress(onPress: (id: string) => void) {
  const state = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const pressed = useRef(false)
  const stop = () => {
    if (state.current) clearTimeout(state.current.timer)
    state.current = null
  }
  return {
    /** True for the click that ends a long press. */
    swallowsClick: () => pressed.current,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        pressed.current = false
        const touch = event.pointerType === 'touch'
        const id = touch ? pictureOf(event.target) : null
        // Android begins to drag what is held, and takes the finger away from here.
        const picture =
          event.target instanceof Element ? event.target.closest<HTMLElement>('[data-picture]') : null
        if (picture) picture.draggable = !touch
        if (id === null) return
        const timer = setTimeout(() => {
          pressed.current = true
          onPress(id)
        }, LONG_PRESS_MS)
        state.current = { timer, x: event.clientX, y: event.clientY }
      },
      onPointerMove: (event: PointerEvent) => {
        const start = state.current
        if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PX) stop()
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      // Android's menu of a link would come over it.
      onContextMenu: (event: MouseEvent) => {
        if (state.current) event.preventDefault()
      },
    },
  }
}
