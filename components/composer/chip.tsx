import type { ComponentProps, ReactNode } from 'react'
import { Popover } from '#components/ui/popover.tsx'

interface ChipProps {
  /** The setting's name; with `value` it is what assistive technology reads. */
  label: string
  /** The value in words. */
  value: string
  icon?: ReactNode
  /** What the chip shows; the value itself unless said otherwise. */
  shown?: ReactNode
  className?: string
  onNear: () => void
  children: ComponentProps<typeof Popover>['children']
}

/** One setting in the composer's last row; opens its choices. */
export function Chip({ label, value, icon, shown, className, onNear, children }: ChipProps) {
  return (
    <Popover
      label={label}
      className={className}
      onNear={onNear}
      trigger={(props) => (
        <button
          type="button"
          aria-label={`${label}: ${value}`}
          data-tip={label}
          className="touch-target inline-flex h-8 shrink-0 items-center gap-2 whitespace-nowrap rounded bg-sunk px-3 hover:bg-hover aria-expanded:bg-hover"
          {...props}
        >
          {icon}
          {shown ?? value}
        </button>
      )}
    >
      {children}
    </Popover>
  )
}
