import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'

interface MenuItemProps extends Omit<ComponentProps<'button'>, 'type' | 'role'> {
  icon?: ReactNode
  keys?: string | undefined
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
