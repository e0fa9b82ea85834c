import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'

interface ToggleChipProps {
  pressed: boolean
  onPress: () => void
  /** The pointer or the focus came to it. */
  onNear?: () => void
  /** Its tooltip; empty as long as it is not known. */
  tip?: string
  children: ReactNode
}

/** A filter that is either in force or not. */
export function ToggleChip({ pressed, onPress, onNear, tip, children }: ToggleChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      data-tip={tip}
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={onPress}
      className={cx(
        'inline-flex h-8 shrink-0 items-center gap-1.5 rounded px-2',
        pressed ? 'bg-sunk hover:bg-hover' : 'text-muted hover:bg-sunk hover:text-ink',
      )}
    >
      {children}
    </button>
  )
}
