'use client'

import { Check } from 'lucide-react'
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import type { Align, Side } from './place.ts'
import { Popover } from './popover.tsx'

interface MenuProps {
  label: string
  trigger: ComponentProps<typeof Popover>['trigger']
  children: (close: () => void) => ReactNode
  side?: Side
  align?: Align
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
export function Menu({ label, trigger, children, side, align }: MenuProps) {
  return (
    <Popover
      role="menu"
      label={label}
      trigger={trigger}
      side={side}
      align={align}
      className="min-w-44 p-1"
      onKeyDown={moveFocus}
    >
      {children}
    </Popover>
  )
}

interface MenuItemProps extends Omit<ComponentProps<'button'>, 'type' | 'role'> {
  icon?: ReactNode
  keys?: string
  tone?: 'danger'
  /** Set for one of several choices. */
  checked?: boolean
}

export function MenuItem({ icon, keys, tone, checked, className, children, ...props }: MenuItemProps) {
  const choice =
    checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked }
  return (
    <button
      type="button"
      {...choice}
      tabIndex={-1}
      className={cx(
        'flex h-8 w-full items-center gap-2 rounded px-2 text-left hover:bg-sunk focus:bg-sunk disabled:text-faint max-sm:h-11',
        tone === 'danger' && 'text-danger',
        className,
      )}
      {...props}
    >
      {checked !== undefined && <Check aria-hidden className={cx('size-4', !checked && 'invisible')} />}
      {icon}
      <span className="flex-1">{children}</span>
      {keys && <Kbd keys={keys} />}
    </button>
  )
}

/** Items that belong together, under a heading. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu
    <div role="group" aria-label={label}>
      <div aria-hidden="true" className="px-2 pt-2 pb-1 text-faint text-xs">
        {label}
      </div>
      {children}
    </div>
  )
}
