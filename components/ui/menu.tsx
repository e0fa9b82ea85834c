'use client'

import type { ComponentProps, KeyboardEvent, ReactNode } from 'react'
import type { Align, Side } from './place.ts'
import { Popover } from './popover.tsx'

interface MenuProps {
  label: string
  trigger: ComponentProps<typeof Popover>['trigger']
  children: (close: () => void) => ReactNode
  side?: Side
  align?: Align
  onNear?: () => void
}

const ITEMS = '[role^="menuitem"]:not(:disabled)'

/** Arrows, Home, End and first letters move among the items, as in every menu. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(ITEMS)]
  const at = items.findIndex((item) => item.matches(':focus'))
  const letter = event.key.length === 1 && !event.metaKey && !event.ctrlKey ? event.key.toLowerCase() : null
  const next = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items[(at - 1 + items.length) % items.length],
    Home: items[0],
    End: items.at(-1),
  }[event.key]
  const byLetter = letter
    ? [...items.slice(at + 1), ...items].find((item) =>
        item.textContent?.trim().toLowerCase().startsWith(letter),
      )
    : undefined
  const target = next ?? byLetter
  if (!target) return
  event.preventDefault()
  target.focus()
}

/** A menu of actions or choices. */
export function Menu({ label, trigger, children, side, align, onNear }: MenuProps) {
  return (
    <Popover
      role="menu"
      label={label}
      trigger={trigger}
      side={side}
      align={align}
      onNear={onNear}
      className="p-1 sm:min-w-44"
      onKeyDown={moveFocus}
    >
      {children}
    </Popover>
  )
}
