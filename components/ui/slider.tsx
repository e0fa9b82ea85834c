import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

/** The browser's own range. Give it a name with `aria-label` or a label. */
export function Slider({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return <input type="range" className={cx('slider h-6 w-full', className)} {...props} />
}
