import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

const VARIANTS = {
  plain: 'text-muted hover:bg-sunk hover:text-ink aria-pressed:bg-sunk aria-pressed:text-ink',
  quiet: 'bg-sunk text-ink hover:bg-hover',
  /** Over pictures and on the viewer's stage, in both themes. */
  stage: 'bg-stage/70 text-on-stage hover:bg-stage',
} as const

const SIZES = { xs: 'size-5', sm: 'size-7', md: 'size-8', lg: 'size-10' } as const

interface IconButtonProps extends ComponentProps<'button'> {
  /** Its name, to assistive technology and in the tooltip. */
  label: string
  /** The key that does the same, as people read it (`⌘ ↵`, `I`): shown in the tooltip. */
  keys?: string | undefined
  variant?: keyof typeof VARIANTS
  size?: keyof typeof SIZES
}

/** A button that is an icon. Its tooltip (see `TooltipLayer`) says its name and its key. */
export function IconButton({
  label,
  keys,
  variant = 'plain',
  size = 'md',
  className,
  type = 'button',
  ...props
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      data-tip={label}
      data-keys={keys}
      className={cx(
        'touch-target inline-flex shrink-0 items-center justify-center rounded disabled:cursor-default disabled:text-faint',
        VARIANTS[variant],
        SIZES[size],
        className,
      )}
      {...props}
    />
  )
}
