import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { STARS } from '#components/marks/stars.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuItem } from '#components/ui/menu-items.tsx'

/** The choice of a rating for all that are chosen. */
export function SelectionRating({ onRate }: { onRate: (rating: number) => void }) {
  const t = useTranslations('marks')
  return (
    <Menu
      label={t('rate')}
      side="top"
      trigger={(props) => (
        <IconButton label={t('rate')} {...props}>
          <Star aria-hidden className="size-4" />
        </IconButton>
      )}
    >
      {(close) => <RatingItems onRate={onRate} close={close} />}
    </Menu>
  )
}

/** Five stars to none, as a menu's items. */
export function RatingItems({ onRate, close }: { onRate: (rating: number) => void; close: () => void }) {
  const t = useTranslations('marks')
  return [...STARS.toReversed(), 0].map((rating) => (
    <MenuItem
      key={rating}
      keys={String(rating)}
      onClick={() => {
        close()
        onRate(rating)
      }}
    >
      {rating === 0 ? t('noRating') : t('stars', { count: rating })}
    </MenuItem>
  ))
}
