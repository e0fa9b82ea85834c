'use client'

import { Package } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chip } from '#components/composer/chip.tsx'
import type { ComposerForm } from '#components/composer/form.ts'
import { lazily } from '#components/ui/lazily.tsx'

const [KitPanel, preload] = lazily(() => import('./kit-panel.tsx').then((module) => module.KitPanel))

interface KitChipProps {
  kit: ComposerForm['kit']
  /** Its name, once it is known. */
  name: string | null
}

/** The kit that the run is made with, and the way to another. */
export function KitChip({ kit, name }: KitChipProps) {
  const t = useTranslations('kits.chip')
  const words = kit ? (name ?? t('unnamed')) : t('none')
  return (
    <Chip
      label={t('label')}
      value={words}
      icon={<Package aria-hidden className="size-4" />}
      shown={kit ? <span className="max-w-40 truncate">{words}</span> : ''}
      onNear={preload}
      className="w-86"
    >
      {(close) => <KitPanel close={close} />}
    </Chip>
  )
}
