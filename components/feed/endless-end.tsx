'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'

interface EndlessEndProps {
  query: {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    isFetchNextPageError: boolean
    fetchNextPage: () => unknown
  }
}

/** The end of an endless list: asks for the next page a screen before it is reached, and says when that failed. */
export function EndlessEnd({ query }: EndlessEndProps) {
  const t = useTranslations('feed.unreachable')
  const end = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  const ready = hasNextPage && !isFetchingNextPage && !isFetchNextPageError

  useEffect(() => {
    const element = end.current
    if (!element || !ready) return
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) fetchNextPage()
      },
      { rootMargin: '100% 0px' },
    )
    seen.observe(element)
    return () => seen.disconnect()
  }, [ready, fetchNextPage])

  return (
    <div ref={end} className="flex min-h-16 items-center justify-center">
      {isFetchNextPageError && (
        <p role="alert" className="flex items-center gap-3 text-muted">
          {t('more')}
          <Button onClick={() => fetchNextPage()}>{t('retry')}</Button>
        </p>
      )}
    </div>
  )
}
