'use client'

import { useTranslations } from 'next-intl'
import { Avatar } from '#components/people/avatar.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Menu } from '#components/ui/menu.tsx'
import type { Theme } from '#lib/profile/themes.ts'
import { useStudioFacts } from './facts-context.tsx'

const [AccountItems, preload] = lazily(() =>
  import('./account-items.tsx').then((module) => module.AccountItems),
)

/** The person who is signed in, at the rail's foot or in the bottom bar: preferences, and the way out. */
export function AccountMenu({ named, theme }: { named: boolean; theme: Theme }) {
  const t = useTranslations('shell.account')
  const { me } = useStudioFacts()
  return (
    <Menu
      label={t('label')}
      side="top"
      onNear={preload}
      trigger={(props) => (
        <button
          type="button"
          data-tip={named ? undefined : t('label')}
          data-tip-side="right"
          className="touch-target flex h-10 items-center gap-3 rounded px-2 text-muted hover:bg-sunk hover:text-ink"
          {...props}
        >
          <Avatar person={me} />
          {/* Not as a label, which would have to hold the initials that are drawn. */}
          <span className="sr-only">{t('labelOf', { name: me.name })}</span>
          {named && (
            <span aria-hidden className="truncate">
              {me.name}
            </span>
          )}
        </button>
      )}
    >
      {(close) => <AccountItems theme={theme} close={close} />}
    </Menu>
  )
}
