import { cx } from '#components/ui/cx.ts'
import { avatarUrl } from '#lib/accounts/avatar-url.ts'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { hueOf, initials } from './initials.ts'

interface AvatarProps {
  person: PersonRef
  /** CSS pixels. */
  size?: number
  /** Says the person's name to assistive technology: set it where the name does not stand beside. */
  named?: boolean
  className?: string
}

/** A person as a small disc: their picture, or their initials on a quiet tint of their own. */
export function Avatar({ person, size = 24, named = false, className }: AvatarProps) {
  const disc = cx('shrink-0 rounded-full', className)
  if (person.avatar !== null) {
    return (
      <img
        src={avatarUrl(person.id, person.avatar)}
        alt={named ? person.name : ''}
        width={size}
        height={size}
        decoding="async"
        draggable={false}
        className={cx(disc, 'bg-sunk object-cover')}
      />
    )
  }
  const hue = hueOf(person.id)
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={cx(disc, 'select-none')}
      style={{
        background: `light-dark(oklch(0.9 0.045 ${hue}), oklch(0.36 0.045 ${hue}))`,
        fill: `light-dark(oklch(0.36 0.06 ${hue}), oklch(0.93 0.03 ${hue}))`,
      }}
      role="img"
      aria-label={named ? person.name : undefined}
      aria-hidden={!named}
    >
      <text x="12" y="12" dy="0.35em" textAnchor="middle" fontSize="10" fontWeight="500">
        {initials(person.name)}
      </text>
    </svg>
  )
}
