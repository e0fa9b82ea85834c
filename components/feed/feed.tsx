'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo } from 'react'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import { finishedPictures } from '#components/viewer/viewer-item.ts'
import { viewerList } from '#components/viewer/viewer-list.ts'
import { useFeed, useUnsentGenerations } from '#lib/generations/client.ts'
import type { FeedPageDto } from '#lib/generations/schema.ts'
import { ConnectionNotice } from './connection-notice.tsx'
import { EndlessEnd } from './endless-end.tsx'
import { feedEntries } from './feed-entries.ts'
import { FeedSkeleton } from './feed-skeleton.tsx'
import { Run } from './run.tsx'
import { preloadWaitingTile } from './unfinished-tiles.ts'
import { DeliveryContext } from './unsent-context.ts'

const [MatrixEntry] = lazily(() =>
  import('#components/matrix/matrix-entry.tsx').then((module) => module.MatrixEntry),
)

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
  const { fetchNextPage, hasNextPage } = feed
  const entries = useMemo(() => feedEntries(runs), [runs])
  const pictures = useMemo(
    () =>
      viewerList(
        finishedPictures(entries.flatMap((entry) => entry.runs)),
        hasNextPage ? { fetch: () => void fetchNextPage() } : undefined,
      ),
    [entries, hasNextPage, fetchNextPage],
  )

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
            {entries.map(({ key, runs: [first, ...others] }, place) => (
              <li
                key={key}
                // Runs far from the window are neither laid out nor painted; they keep their height.
                className="-m-1 p-1 [contain-intrinsic-size:auto_300px] [content-visibility:auto]"
              >
                {first && others.length === 0 && <Run generation={first} eager={place < EAGER_RUNS} />}
                {first && others.length > 0 && (
                  <MatrixEntry
                    runs={[first, ...others]}
                    eager={place < EAGER_RUNS}
                    fallback={<div className="h-75" />}
                  />
                )}
              </li>
            ))}
          </ol>
          <EndlessEnd query={feed} />
        </section>
      </DeliveryContext>
      <ConnectionNotice />
      <ViewerHost list={pictures} />
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
