'use client'

import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Popover } from '#components/ui/popover.tsx'
import { useRecentPrompts } from '#lib/generations/client.ts'

/** The prompts of the last runs, to take one up again. Asked for when opened. */
export function RecentPrompts({ onChoose }: { onChoose: (prompt: string) => void }) {
  const t = useTranslations('composer.recent')
  const [wanted, setWanted] = useState(false)
  const { data, isError } = useRecentPrompts(wanted)
  return (
    <Popover
      label={t('label')}
      align="end"
      className="w-105 p-1"
      onToggle={setWanted}
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
      {(close) => {
        if (isError) return <p className="p-3 text-muted">{t('failed')}</p>
        if (!data) return <p className="p-3 text-muted">{t('loading')}</p>
        if (data.length === 0) return <p className="p-3 text-muted">{t('none')}</p>
        return (
          <ul>
            {data.map(({ prompt, generationId }) => (
              <li key={generationId}>
                <button
                  type="button"
                  onClick={() => {
                    close()
                    onChoose(prompt)
                  }}
                  className="w-full rounded px-3 py-2 text-left hover:bg-sunk"
                >
                  <span className="line-clamp-2">{prompt}</span>
                </button>
              </li>
            ))}
          </ul>
        )
      }}
    </Popover>
  )
}
