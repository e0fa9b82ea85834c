'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo } from 'react'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { Button } from '#components/ui/button.tsx'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import { finishedPictures } from '#components/viewer/viewer-item.ts'
import { useFeed, useUnsentGenerations } from '#lib/generations/client.ts'
import type { FeedPageDto } from '#lib/generations/schema.ts'
import { ConnectionNotice } from './connection-notice.tsx'
import { EndlessEnd } from './endless-end.tsx'
import { FeedSkeleton } from './feed-skeleton.tsx'
import { Run } from './run.tsx'
import { preloadWaitingTile } from './unfinished-tiles.ts'
import { DeliveryContext } from './unsent-context.ts'

/** Runs whose pictures load before they are scrolled to. */
const EAGER_RUNS = 2

interface FeedProps {
  /** The newest runs as the server knew them; the browser asks for them itself where there is none. */
  first: FeedPageDto | undefined
  /** Shown where there are no runs yet. */
  empty: ReactNode
}

/** All runs, newest first. */
export function Feed({ first, empty }: FeedProps) {
  const t = useTranslations('feed')
  const feed = useFeed(first)
  const unsent = useUnsentGenerations()

  const deliveries = useMemo(
    () => new Map(unsent.map(({ generation, failures }) => [generation.id, failures])),
    [unsent],
  )
  const runs = useMemo(() => {
    const known = feed.data?.pages.flatMap((page) => page.items) ?? []
    const ids = new Set(known.map((generation) => generation.id))
    return [...unsent.map((each) => each.generation).filter(({ id }) => !ids.has(id)), ...known]
  }, [feed.data, unsent])
  // Whoever touches anything may be about to ask for pictures.
  useEffect(() => {
    const once = { once: true, passive: true }
    document.addEventListener('focusin', preloadWaitingTile, once)
    document.addEventListener('pointerdown', preloadWaitingTile, once)
    return () => {
      document.removeEventListener('focusin', preloadWaitingTile)
      document.removeEventListener('pointerdown', preloadWaitingTile)
    }
  }, [])
  const pictures = useMemo(() => finishedPictures(runs), [runs])

  if (runs.length === 0) {
    if (feed.isPending) return <FeedSkeleton />
    if (feed.isError) return <FeedUnreachable onRetry={() => void feed.refetch()} />
    return empty
  }
  return (
    <PictureActionsProvider>
      <DeliveryContext value={deliveries}>
        <section aria-label={t('label')} aria-busy={feed.isFetchingNextPage}>
          <ol className="flex flex-col gap-10">
            {runs.map((generation, place) => (
              <li
                key={generation.id}
                // Runs far from the window are neither laid out nor painted; they keep their height.
                className="-m-1 p-1 [contain-intrinsic-size:auto_300px] [content-visibility:auto]"
              >
                <Run generation={generation} eager={place < EAGER_RUNS} />
              </li>
            ))}
          </ol>
          <EndlessEnd query={feed} />
        </section>
      </DeliveryContext>
      <ConnectionNotice />
      <ViewerHost items={pictures} onNearEnd={feed.fetchNextPage} />
    </PictureActionsProvider>
  )
}

function FeedUnreachable({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('feed.unreachable')
  return (
    <div role="alert" className="flex flex-col items-start gap-3 py-8">
      <p className="max-w-prose text-muted">{t('text')}</p>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </div>
  )
}
