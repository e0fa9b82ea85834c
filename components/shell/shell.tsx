import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BoardDialogs } from '#components/boards/board-dialogs.tsx'
import { CommandHost } from '#components/commands/command-host.tsx'
import { ComposerProvider } from '#components/composer/composer-store.tsx'
import { MarksHost } from '#components/marks/marks-host.tsx'
import { RecipeHost } from '#components/recipes/recipe-host.tsx'
import { ShareHost } from '#components/shares/share-host.tsx'
import type { Theme } from '#lib/profile/themes.ts'
import { Banners } from './banners.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { DoneNotices } from './done-notices.tsx'
import { FactsProvider } from './facts-context.tsx'
import { PlainHttpNotice } from './plain-http-notice.tsx'
import { QueueBanner } from './queue-banner.tsx'
import { Rail } from './rail.tsx'
import { Ready } from './ready.tsx'
import { SandboxNotice } from './sandbox-notice.tsx'
import type { StudioFacts } from './studio-facts.ts'
import { TabStatus } from './tab-status.tsx'

interface ShellProps {
  facts: StudioFacts
  railOpen: boolean
  theme: Theme
  children: ReactNode
}

/** The frame of every signed-in page: rail or bottom bar, what must be said everywhere, and the page. */
export function Shell({ facts, railOpen, theme, children }: ShellProps) {
  const t = useTranslations('shell')
  return (
    <FactsProvider facts={facts}>
      <a
        href="#main"
        className="sr-only z-50 rounded bg-ink px-3 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="frame">
        <Rail open={railOpen} theme={theme} />
        <Banners>
          {facts.sandbox && <SandboxNotice />}
          {facts.plainHttp && <PlainHttpNotice />}
          <QueueBanner />
        </Banners>
        <main id="main" tabIndex={-1}>
          <ComposerProvider>
            {children}
            <RecipeHost />
            <CommandHost />
          </ComposerProvider>
        </main>
        <BottomBar theme={theme} />
      </div>
      <ShareHost />
      <BoardDialogs />
      <MarksHost />
      <DoneNotices />
      <TabStatus name={t('name')} />
      <Ready />
    </FactsProvider>
  )
}
