import { Columns2, Download, Ellipsis, Heart, LayoutGrid, Tag, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { openTags, openZip } from '#components/marks/marks-store.ts'
import type { MarkActs } from '#components/marks/use-mark-acts.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuGroup, MenuItem } from '#components/ui/menu-items.tsx'
import { RatingItems } from './selection-rating.tsx'
import { whenChosen } from './selection-store.ts'

interface SelectionMoreProps {
  acts: MarkActs
  mayMake: boolean
  /** `undefined` where so many cannot be compared. */
  onCompare: (() => void) | undefined
  onSheet: () => void
}

/** On a phone, what has no room in the bar. */
export function SelectionMore({ acts, mayMake, onCompare, onSheet }: SelectionMoreProps) {
  const t = useTranslations('marks')
  return (
    <span className="contents sm:hidden">
      <Menu
        label={t('more')}
        side="top"
        trigger={(props) => (
          <IconButton label={t('more')} {...props}>
            <Ellipsis aria-hidden className="size-4" />
          </IconButton>
        )}
      >
        {(close) => {
          const item = (icon: typeof Heart, text: string, act: () => void, tone?: 'danger') => {
            const Icon = icon
            return (
              <MenuItem
                icon={<Icon aria-hidden className="size-4" />}
                {...(tone && { tone })}
                onClick={() => {
                  close()
                  act()
                }}
              >
                {text}
              </MenuItem>
            )
          }
          return (
            <>
              {item(Heart, t('favourite'), () => whenChosen(acts.toggleFavourite))}
              {mayMake && item(Tag, t('tag'), () => whenChosen(openTags))}
              {item(Download, t('zip'), () => whenChosen(openZip))}
              {onCompare && item(Columns2, t('compare'), onCompare)}
              {item(LayoutGrid, t('contactSheet'), onSheet)}
              {mayMake && (
                <>
                  <MenuGroup label={t('rate')}>
                    <RatingItems
                      onRate={(rating) => whenChosen((all) => acts.rate(all, rating))}
                      close={close}
                    />
                  </MenuGroup>
                  {item(Trash2, t('trash'), () => whenChosen(acts.trash), 'danger')}
                </>
              )}
            </>
          )
        }}
      </Menu>
    </span>
  )
}
