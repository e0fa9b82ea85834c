'use client'

import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { cx } from './cx.ts'
import { type Align, place, type Side } from './place.ts'

interface PopoverProps {
  /** Names the panel for assistive technology. */
  label: string
  /** Draws the trigger: spread the props on a button. */
  trigger: (props: TriggerProps) => ReactNode
  /** Drawn only while open. `close` also gives the focus back to the trigger. */
  children: (close: () => void) => ReactNode
  side?: Side
  align?: Align
  role?: 'dialog' | 'menu' | 'listbox'
  className?: string
  onToggle?: (open: boolean) => void
  /** The pointer or the focus came to the trigger: time to fetch what the panel will need. */
  onNear?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
}

type TriggerProps = Pick<
  ComponentProps<'button'>,
  'popoverTarget' | 'aria-expanded' | 'aria-haspopup' | 'ref' | 'onPointerEnter' | 'onFocus'
>

/** What has the focus on opening: what asks for it, else the choice in force, else a menu's first item. */
const FOCUS_ORDER = ['[data-autofocus]', '[aria-checked="true"]', '[role^="menuitem"]:not(:disabled)']

/**
 * A panel beside its trigger: the browser's own popover (top layer, Esc, click outside, focus back), placed by us since
 * anchor positioning is not everywhere yet. On a phone it is a sheet at the bottom edge.
 */
export function Popover({
  label,
  trigger,
  children,
  side = 'bottom',
  align = 'start',
  role = 'dialog',
  className,
  onToggle,
  onNear,
  onKeyDown,
}: PopoverProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    if (!open) return
    let focused = false
    const takeFocus = () => {
      // Nor from somebody who was quicker, and is in it already.
      if (focused || panel.current?.contains(document.activeElement)) return
      const first = FOCUS_ORDER.map((selector) => panel.current?.querySelector<HTMLElement>(selector)).find(
        Boolean,
      )
      first?.focus({ preventScroll: true })
      focused = first !== undefined
    }
    const follow = () => {
      if (anchor.current && panel.current) place(anchor.current, panel.current, side, align)
    }
    follow()
    const resized = new ResizeObserver(() => {
      follow()
      // Not before: what is not on screen yet takes no focus. The content may come later than the panel, too, when its
      // code has to be fetched.
      takeFocus()
    })
    if (panel.current) resized.observe(panel.current)
    window.addEventListener('scroll', follow, { passive: true, capture: true })
    window.addEventListener('resize', follow)
    return () => {
      resized.disconnect()
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', follow)
    }
  }, [open, side, align])

  const close = () => {
    panel.current?.hidePopover()
    anchor.current?.focus()
  }

  const panelProps = { role, 'aria-label': label, onKeyDown }
  return (
    <>
      {trigger({
        ref: anchor,
        popoverTarget: id,
        'aria-expanded': open,
        'aria-haspopup': role,
        onPointerEnter: onNear,
        onFocus: onNear,
      })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        {...panelProps}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true)
        }}
        onToggle={(event) => {
          setOpen(event.newState === 'open')
          onToggle?.(event.newState === 'open')
        }}
        className={cx(
          'float sheet fixed m-0 overflow-y-auto border-0 bg-surface p-3 text-ink shadow-float sm:rounded-panel',
          className,
        )}
      >
        {open && children(close)}
      </div>
    </>
  )
}
