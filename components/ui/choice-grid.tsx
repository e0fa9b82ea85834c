'use client'

import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { cx } from './cx.ts'

interface ChoiceGridProps<T extends string | number> {
  /** Names the group. */
  label: string
  options: readonly T[]
  value: T
  onChange: (value: T) => void
  /** Enter and click settle the choice, arrows only move it. */
  onSettle?: () => void
  columns: number
  /** What assistive technology reads for an option, where its content is a drawing. */
  name?: (option: T) => string
  children: (option: T, checked: boolean) => ReactNode
  className?: string
}

/** Where an arrow leads in a grid of `count` cells: along the row, or by a whole row. `null` at the edges. */
export function cellAfter(key: string, at: number, count: number, columns: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key]
  const to = key === 'Home' ? 0 : key === 'End' ? count - 1 : step === undefined ? null : at + step
  return to === null || to < 0 || to >= count ? null : to
}

/** One of several, drawn as cells; arrows move in both directions and choose, as among radio buttons. */
export function ChoiceGrid<T extends string | number>(props: ChoiceGridProps<T>) {
  const { label, options, value, onChange, onSettle, columns, name, children, className } = props
  const group = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const to = cellAfter(event.key, options.indexOf(value), options.length, columns)
    const option = to === null ? undefined : options[to]
    if (to === null || option === undefined) return
    event.preventDefault()
    onChange(option)
    group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[to]?.focus()
  }

  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cx('grid gap-1', className)}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot move by rows, nor hold a drawing
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          aria-label={name?.(option)}
          tabIndex={option === value || (!options.includes(value) && option === options[0]) ? 0 : -1}
          onClick={() => {
            onChange(option)
            onSettle?.()
          }}
          className="rounded text-left text-muted hover:bg-sunk hover:text-ink aria-checked:bg-sunk aria-checked:text-ink"
        >
          {children(option, option === value)}
        </button>
      ))}
    </div>
  )
}
