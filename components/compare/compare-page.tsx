'use client'

import {
  ArrowLeft,
  Blend,
  Columns2,
  FolderPlus,
  Link,
  Link2Off,
  Share,
  SquareSplitHorizontal,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef, useState } from 'react'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { useCommand, useCommandKeys } from '#components/commands/use-command.ts'
import { openShareDialog } from '#components/shares/share-store.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { ViewerItem } from '#components/viewer/viewer-item.ts'
import { may } from '#lib/accounts/roles.ts'
import { useImageDetails } from '#lib/images/client.ts'
import { COMPARE, comparePath } from './compare-ids.ts'
import { FactsTable } from './facts-table.tsx'
import { SHARED_AT_REST, type SharedView, zoomedBy } from './shared-view.ts'
import { SideBySide } from './side-by-side.tsx'
import { BlinkCompare, SliderCompare } from './two-in-one.tsx'
import { useWinner } from './use-winner.ts'

const MODES = ['side', 'slider', 'blink'] as const
type Mode = (typeof MODES)[number]
const ICONS = { side: Columns2, slider: SquareSplitHorizontal, blink: Blend }
/** One press of a zoom key. */
const STEP = 1.5

/** Where views are kept that all pictures share. */
const ALL = 'all'

/** Two to nine pictures beside each other, with one zoom for all, and the facts in which they differ. */
export function ComparePage({ ids: asked }: { ids: readonly string[] }) {
  const t = useTranslations('compare')
  const router = useRouter()
  const { me } = useStudioFacts()
  const [ids, setIds] = useState(asked)
  const { details, missing, pending } = useImageDetails(ids)
  const [wantedMode, setMode] = useState<Mode>('side')
  const [locked, setLocked] = useState(true)
  const [views, setViews] = useState<Readonly<Record<string, SharedView>>>({})
  const { winner, pick, forget } = useWinner()
  const pickKeys = useCommandKeys('compare.pick')
  const lockKeys = useCommandKeys('compare.lock')
  const modeKeys = useCommandKeys('compare.mode')

  const items = useMemo(
    () =>
      details.flatMap(({ image, generation }): ViewerItem[] => {
        if (image.asset === null) return []
        const { width, height, thumbHash } = image.asset
        return [{ id: image.id, width, height, thumbHash, prompt: generation.prompt }]
      }),
    [details],
  )
  const [first, second] = items
  const mode = items.length === 2 ? wantedMode : 'side'
  const keyOf = (id: string) => (locked || mode !== 'side' ? ALL : id)
  const viewOf = (id: string) => views[keyOf(id)] ?? views[ALL] ?? SHARED_AT_REST
  const onView = (id: string, next: (before: SharedView) => SharedView) =>
    setViews((before) => {
      const key = keyOf(id)
      return { ...before, [key]: next(before[key] ?? before[ALL] ?? SHARED_AT_REST) }
    })
  const zoomAll = (factor: number) => {
    for (const key of new Set(items.map(({ id }) => keyOf(id)))) onView(key, (view) => zoomedBy(view, factor))
  }
  const lock = (on: boolean) => {
    // All go where the first one is.
    if (on) setViews({ [ALL]: viewOf(items[0]?.id ?? '') })
    setLocked(on)
  }
  const remove = (id: string) => {
    const rest = ids.filter((other) => other !== id)
    setIds(rest)
    if (winner === id) forget()
    history.replaceState(null, '', comparePath(rest))
  }
  /** What a key picks: the picture that was pointed at, shown or given the focus last. */
  const pointed = useRef<string | null>(null)
  const onPoint = useCallback((id: string | null) => {
    pointed.current = id
  }, [])

  useCommand('compare.pick', () => {
    const id = items.find((item) => item.id === pointed.current)?.id
    if (id === undefined) return false
    pick(id)
  })
  useCommand('compare.lock', () => lock(!locked), mode === 'side')
  useCommand(
    'compare.mode',
    () => setMode(MODES[(MODES.indexOf(mode) + 1) % MODES.length] ?? 'side'),
    items.length === 2,
  )
  useCommand('compare.closer', () => zoomAll(STEP))
  useCommand('compare.farther', () => zoomAll(1 / STEP))

  if (ids.length < COMPARE.min || (!pending && items.length < COMPARE.min)) {
    return (
      <div className="flex flex-col items-start gap-3 p-8">
        <h1 className="text-lg">{t('title')}</h1>
        <p className="max-w-prose text-muted">{missing > 0 ? t('gone', { count: missing }) : t('how')}</p>
        <Button onClick={() => router.push('/gallery')}>{t('toGallery')}</Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col">
      <div className="flex h-[calc(100dvh-var(--banners)-var(--bottom-bar))] min-h-90 flex-col">
        <header className="flex shrink-0 items-center gap-2 overflow-x-auto px-2 py-1.5">
          <IconButton label={t('back')} onClick={() => router.back()}>
            <ArrowLeft aria-hidden className="size-4" />
          </IconButton>
          <h1 className="shrink-0 font-medium">{t('count', { count: items.length })}</h1>
          {items.length === 2 && (
            <ChoiceGrid
              label={t('mode')}
              options={MODES}
              value={mode}
              onChange={setMode}
              columns={MODES.length}
              name={(option) => t(`modes.${option}`)}
              className="ml-2 shrink-0 rounded bg-sunk/50"
            >
              {(option) => {
                const Icon = ICONS[option]
                return (
                  <span data-tip={t(`modes.${option}`)} data-keys={modeKeys} className="block px-2.5 py-2">
                    <Icon aria-hidden className="size-4" />
                  </span>
                )
              }}
            </ChoiceGrid>
          )}
          {mode === 'side' && (
            <IconButton
              label={locked ? t('unlock') : t('lock')}
              keys={lockKeys}
              aria-pressed={locked}
              onClick={() => lock(!locked)}
            >
              {locked ? <Link aria-hidden className="size-4" /> : <Link2Off aria-hidden className="size-4" />}
            </IconButton>
          )}
          {missing > 0 && (
            <p role="status" className="shrink-0 text-muted text-xs">
              {t('gone', { count: missing })}
            </p>
          )}
          {winner !== null && may(me.role, 'make') && (
            <div className="ml-auto flex shrink-0 items-center gap-1">
              <Button variant="plain" onClick={() => openAddToBoard([winner])}>
                <FolderPlus aria-hidden className="size-4" />
                {t('winnerToBoard')}
              </Button>
              <Button variant="plain" onClick={() => openShareDialog({ kind: 'images', imageIds: [winner] })}>
                <Share aria-hidden className="size-4" />
                {t('shareWinner')}
              </Button>
            </div>
          )}
        </header>
        {mode === 'side' || !first || !second ? (
          <SideBySide
            items={items}
            winner={winner}
            viewOf={viewOf}
            onView={onView}
            onPick={pick}
            onPoint={onPoint}
            onRemove={items.length > COMPARE.min ? remove : undefined}
            pickKeys={pickKeys}
          />
        ) : mode === 'slider' ? (
          <SliderCompare
            first={first}
            second={second}
            view={viewOf(ALL)}
            onView={(next) => onView(ALL, next)}
            onPoint={onPoint}
          />
        ) : (
          <BlinkCompare
            first={first}
            second={second}
            view={viewOf(ALL)}
            onView={(next) => onView(ALL, next)}
            onPoint={onPoint}
          />
        )}
      </div>
      <div className="p-4">{details.length > 1 && <FactsTable details={details} />}</div>
    </div>
  )
}
