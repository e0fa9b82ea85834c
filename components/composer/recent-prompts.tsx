'use client'

import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/popover.tsx'

const [RecentPromptsList, preload] = lazily(() =>
  import('./recent-prompts-list.tsx').then((module) => module.RecentPromptsList),
)

/** The prompts of the last runs, to take one up again. The list is fetched when opened. */
export function RecentPrompts({ onChoose }: { onChoose: (prompt: string) => void }) {
  const t = useTranslations('composer.recent')
  return (
    <Popover
      label={t('label')}
      align="end"
      className="w-105 p-1"
      onNear={preload}
      trigger={(props) => (
        <button
          type="button"
          aria-label={t('label')}
          data-tip={t('label')}
          className="touch-target grid size-7 shrink-0 place-items-center rounded text-muted hover:bg-sunk hover:text-ink compact:hidden"
          {...props}
        >
          <History aria-hidden className="size-4" />
        </button>
      )}
    >
      {(close) => <RecentPromptsList onChoose={onChoose} close={close} />}
    </Popover>
  )
}
