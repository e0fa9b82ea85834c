import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

const VARIANTS = {
  /** One per screen. */
  primary: 'bg-accent font-medium text-on-accent hover:bg-accent-hover disabled:bg-sunk disabled:text-faint',
  quiet: 'bg-sunk hover:bg-hover disabled:text-faint',
  plain: 'hover:bg-sunk disabled:text-faint',
  danger: 'bg-danger-soft text-danger hover:opacity-85 disabled:opacity-60',
} as const

const SIZES = { sm: 'h-7 px-2 gap-1', md: 'h-8 px-3 gap-1.5', lg: 'h-10 px-4 gap-2' } as const

interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof VARIANTS
  size?: keyof typeof SIZES
}

/** A labelled button. Verbs on it; `type` is `button` unless said otherwise. */
export function Button({
  variant = 'quiet',
  size = 'md',
  className,
  type = 'button',
  ...props
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(
        'touch-target inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded text-sm transition-opacity disabled:cursor-default',
        VARIANTS[variant],
        SIZES[size],
        className,
      )}
      {...props}
    />
  )
}
