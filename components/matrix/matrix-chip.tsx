'use client'

import { Grid3x3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chip } from '#components/composer/chip.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { usePlan } from './plan-store.ts'

const [MatrixPanel, preload] = lazily(() => import('./matrix-panel.tsx').then((module) => module.MatrixPanel))

/** Which settings differ from run to run, and the way to choose them. */
export function MatrixChip() {
  const t = useTranslations('matrix')
  const { axes } = usePlan()
  const sides = Object.values(axes)
    .map((values) => values.length)
    .join(' × ')
  return (
    <Chip
      label={t('label')}
      value={sides || t('none')}
      icon={<Grid3x3 aria-hidden className="size-4" />}
      shown={sides}
      onNear={preload}
      className="w-96"
    >
      {() => <MatrixPanel />}
    </Chip>
  )
}
