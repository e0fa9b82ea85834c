'use client'

import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { ReferenceUrlInput } from '#lib/references/schema.ts'

const [ReferenceUrlForm, preload] = lazily(() =>
  import('./reference-url-form.tsx').then((module) => module.ReferenceUrlForm),
)

/** Adds a picture by its address: fetched now, or kept as a link for the gateway to fetch. */
export function ReferenceUrl({ onAdd }: { onAdd: (input: ReferenceUrlInput) => void }) {
  const t = useTranslations('references.url')
  const [mode, setMode] = useState<ReferenceUrlInput['mode']>('fetch')

  return (
    <Popover
      label={t('label')}
      className="w-86"
      onNear={preload}
      trigger={(props) => (
        <button
          type="button"
          aria-label={t('label')}
          data-tip={t('label')}
          className="touch-target grid h-14 w-7 place-items-center rounded-picture bg-sunk text-muted hover:bg-hover hover:text-ink"
          {...props}
        >
          <Link2 aria-hidden className="size-4" />
        </button>
      )}
    >
      {(close) => <ReferenceUrlForm onAdd={onAdd} mode={mode} onMode={setMode} close={close} />}
    </Popover>
  )
}
