'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazily } from '#components/ui/lazily.tsx'
import { Menu } from '#components/ui/menu.tsx'
import type { Theme } from './preferences.ts'

const [PreferencesItems, preload] = lazily(() =>
  import('./preferences-items.tsx').then((module) => module.PreferencesItems),
)

/** Language and theme, at the rail's foot or in the bottom bar. */
export function PreferencesMenu({ named, theme }: { named: boolean; theme: Theme }) {
  const t = useTranslations('shell.preferences')
  return (
    <Menu
      label={t('label')}
      side="top"
      onNear={preload}
      trigger={(props) => (
        <button
          type="button"
          aria-label={named ? undefined : t('label')}
          data-tip={named ? undefined : t('label')}
          data-tip-side="right"
          className="touch-target flex h-10 items-center gap-3 rounded px-3 text-muted hover:bg-sunk hover:text-ink"
          {...props}
        >
          <SlidersHorizontal aria-hidden className="size-4 shrink-0" />
          {named && t('label')}
        </button>
      )}
    >
      {(close) => <PreferencesItems theme={theme} close={close} />}
    </Menu>
  )
}
