import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'

export const STARS = [1, 2, 3, 4, 5] as const

interface StarsProps {
  rating: number | null
  /** 0 takes the rating away: a press on the star that is the rating. Left out, nothing can be pressed. */
  onRate?: ((rating: number) => void) | undefined
}

/** A rating as five stars; each a button. */
export function Stars({ rating, onRate }: StarsProps) {
  const t = useTranslations('marks')
  const filled = (star: number) => cx('size-4', star <= (rating ?? 0) && 'fill-current')
  if (!onRate) {
    return (
      <span
        role="img"
        aria-label={rating === null ? t('noRating') : t('stars', { count: rating })}
        className="flex"
      >
        {STARS.map((star) => (
          <Star key={star} aria-hidden className={filled(star)} />
        ))}
      </span>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has looks of its own that five stars do not want
    <div role="group" aria-label={t('rating')} className="flex">
      {STARS.map((star) => (
        <button
          key={star}
          type="button"
          aria-label={t('stars', { count: star })}
          aria-pressed={rating === star}
          data-tip={t('stars', { count: star })}
          data-keys={star}
          onClick={() => onRate(rating === star ? 0 : star)}
          className={cx(
            'touch-target grid size-8 place-items-center rounded hover:bg-sunk',
            star <= (rating ?? 0) ? 'text-ink' : 'text-faint',
          )}
        >
          <Star aria-hidden className={filled(star)} />
        </button>
      ))}
    </div>
  )
}
