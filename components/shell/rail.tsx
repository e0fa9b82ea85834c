'use client'

import { PanelLeft } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Fragment, useEffect, useState, useSyncExternalStore } from 'react'
import { useCommand, useCommandKeys } from '#components/commands/use-command.ts'
import { draggedPictures, subscribeDrag } from '#components/picture/picture-drag.ts'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { may } from '#lib/accounts/roles.ts'
import type { Theme } from '#lib/profile/themes.ts'
import { AccountMenu } from './account-menu.tsx'
import { AreaLink } from './area-link.tsx'
import { areasFor, isCurrent } from './areas.ts'
import { useStudioFacts } from './facts-context.tsx'
import { Mark } from './mark.tsx'
import { RAIL_COOKIE } from './preferences.ts'
import { QueueStatus } from './queue-status.tsx'
import { setPreference } from './set-preference.ts'

const [RailBoards] = lazily(() =>
  import('#components/boards/rail-boards.tsx').then((module) => module.RailBoards),
)

/** The left edge from tablet width up: 56 px of icons, or 220 with their names. */
export function Rail({ open: initial, theme }: { open: boolean; theme: Theme }) {
  const t = useTranslations('shell')
  const path = usePathname()
  const { me } = useStudioFacts()
  const [kept, setKept] = useState(initial)
  const pictures = useSyncExternalStore(subscribeDrag, draggedPictures, () => null)
  const dragging = pictures !== null && may(me.role, 'make')
  // Over the page, which keeps its place: what is being dragged must not move. On a board pictures are dragged to be
  // put in order, also at the left edge: there the rail waits until they come to it.
  const [reached, setReached] = useState(false)
  const reaches = dragging && (reached || !path.startsWith('/boards/'))
  const open = kept || reaches
  useEffect(() => {
    if (!dragging) setReached(false)
  }, [dragging])

  const toggle = () => {
    setPreference(RAIL_COOKIE, kept ? 'closed' : 'open')
    setKept(!kept)
  }

  useCommand('rail', toggle)
  const keys = useCommandKeys('rail')

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pictures that are dragged arrive at it; keys have the dialog
    <header
      data-rail={kept ? 'open' : 'closed'}
      className={cx(
        'fixed inset-y-0 left-0 hidden flex-col gap-1 bg-bg px-2 py-3 sm:flex',
        // Above the composer's drop zone, which takes the whole window.
        dragging ? 'z-50' : 'z-30',
        reaches ? 'w-[220px] shadow-float' : 'w-(--rail)',
      )}
      onDragEnter={() => setReached(true)}
    >
      <div className={cx('mb-2 flex items-center', open ? 'justify-between pl-2' : 'flex-col gap-2')}>
        <AreaLink href="/" className="flex items-center gap-2 rounded" aria-label={t('home')}>
          <Mark className="size-6" />
          {open && <span className="font-medium text-base">{t('name')}</span>}
        </AreaLink>
        <IconButton
          label={open ? t('closeRail') : t('openRail')}
          keys={keys}
          data-tip-side="right"
          aria-expanded={open}
          onClick={toggle}
        >
          <PanelLeft aria-hidden className="size-4" />
        </IconButton>
      </div>
      <nav aria-label={t('areas')} className="flex min-h-0 flex-col gap-1">
        {areasFor(me.role).map(({ key, href, icon: Icon }) => (
          <Fragment key={key}>
            <AreaLink
              href={href}
              aria-current={isCurrent(href, path) ? 'page' : undefined}
              aria-label={open ? undefined : t(`area.${key}`)}
              data-tip={open ? undefined : t(`area.${key}`)}
              data-tip-side="right"
              className="flex h-10 shrink-0 items-center gap-3 rounded px-3 text-muted hover:bg-sunk hover:text-ink aria-[current=page]:bg-sunk aria-[current=page]:text-ink"
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              {open && t(`area.${key}`)}
            </AreaLink>
            {open && key === 'boards' && <RailBoards path={path} dragging={dragging} />}
          </Fragment>
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-1">
        <QueueStatus named={open} />
        <AccountMenu named={open} theme={theme} />
      </div>
    </header>
  )
}
