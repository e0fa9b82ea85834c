'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { ApiError } from '#lib/api-client.ts'
import { imageUrls } from '#lib/images/client.ts'
import { useLineage } from '#lib/lineage/client.ts'
import { LINEAGE_LIMITS } from '#lib/lineage/limits.ts'
import type { LineageDto } from '#lib/lineage/schema.ts'
import { DifferencePanel } from './difference-panel.tsx'
import { LineageGraph } from './lineage-graph.tsx'
import { LineageSteps } from './lineage-steps.tsx'

const NARROW = '(width < 640px)'

function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(NARROW).matches,
    () => false,
  )
}

/** From what a picture was made and what was made from it, to be walked; and the difference between any two of them. */
export function LineagePage({ imageId }: { imageId: string }) {
  const t = useTranslations('lineage')
  const errorText = useErrorText()
  const lineage = useLineage(imageId, LINEAGE_LIMITS.levels)
  const { error: cause } = lineage
  const error = cause && (cause instanceof ApiError ? cause : new ApiError('unreadable', 0))
  if (error && (error.code === 'not_found' || !lineage.data)) {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 p-6">
        <h1 className="text-lg">{t('title')}</h1>
        <p className="max-w-prose text-muted">{errorText(error)}</p>
        <Button onClick={() => void lineage.refetch()}>{t('retry')}</Button>
      </div>
    )
  }
  if (!lineage.data) return <h1 className="sr-only">{t('title')}</h1>
  return <Lineage key={imageId} imageId={imageId} lineage={lineage.data} />
}

/** Two to begin with: the picture and what it was made from, else what was made from it. */
function firstPair(imageId: string, { edges }: LineageDto): string[] {
  const parent = edges.find(({ to }) => to === imageId)?.from
  const child = edges.find(({ from }) => from === imageId)?.to
  return [parent ?? [], imageId, (parent === undefined && child) || []].flat()
}

function Lineage({ imageId, lineage }: { imageId: string; lineage: LineageDto }) {
  const t = useTranslations('lineage')
  const narrow = useNarrow()
  const [picked, setPicked] = useState(() => firstPair(imageId, lineage))
  const pick = (id: string) =>
    setPicked((before) =>
      before.includes(id) ? before.filter((other) => other !== id) : [...before, id].slice(-2),
    )
  const alone = lineage.nodes.length === 1
  // What somebody made private meanwhile is gone from the answer, and so from the choice.
  const pair = useMemo(
    () => picked.filter((id) => lineage.nodes.some(({ item }) => item.id === id)),
    [picked, lineage.nodes],
  )
  const Form = narrow ? LineageSteps : LineageGraph
  return (
    <div className="flex min-h-[calc(100dvh-var(--banners))] flex-col lg:h-[calc(100dvh-var(--banners))] lg:flex-row">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 pt-4 pb-2 sm:px-6">
          <h1 className="font-medium text-lg">{t('title')}</h1>
          <AreaLink href={imageUrls.page(imageId)} className="text-muted underline underline-offset-4">
            {t('back')}
          </AreaLink>
          <p className="w-full text-muted text-xs">
            {alone ? t('empty') : narrow ? t('hintTouch') : t('hint')}
            {lineage.truncated && ` ${t('truncated', { count: lineage.nodes.length })}`}
          </p>
        </header>
        <Form root={imageId} lineage={lineage} picked={pair} onPick={pick} />
      </div>
      {!alone && <DifferencePanel pair={pair} onSwap={() => setPicked((before) => before.toReversed())} />}
    </div>
  )
}
