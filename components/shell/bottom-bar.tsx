'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Theme } from '#lib/profile/themes.ts'
import { AccountMenu } from './account-menu.tsx'
import { AreaLink } from './area-link.tsx'
import { areasFor, inSheet, isCurrent } from './areas.ts'
import { useStudioFacts } from './facts-context.tsx'
import { QueueStatus } from './queue-status.tsx'

/** The areas on a phone, under the thumb. A banner as the rail is, though at the foot: it stands for it. */
export function BottomBar({ theme }: { theme: Theme }) {
  const t = useTranslations('shell')
  const path = usePathname()
  const { me } = useStudioFacts()
  return (
    <header className="fixed inset-x-0 bottom-0 z-30 flex h-(--bottom-bar) items-center justify-around border-line border-t bg-bg pb-[env(safe-area-inset-bottom)] sm:hidden">
      <nav aria-label={t('areas')} className="contents">
        {areasFor(me.role)
          .filter(({ key }) => !inSheet(key))
          .map(({ key, href, icon: Icon }) => (
            <AreaLink
              key={key}
              href={href}
              aria-current={isCurrent(href, path) ? 'page' : undefined}
              className="flex h-12 min-w-16 flex-col items-center justify-center gap-0.5 rounded text-faint text-xs aria-[current=page]:text-ink"
            >
              <Icon aria-hidden className="size-5" />
              {t(`area.${key}`)}
            </AreaLink>
          ))}
      </nav>
      <QueueStatus named={false} />
      <AccountMenu named={false} theme={theme} />
    </header>
  )
}
