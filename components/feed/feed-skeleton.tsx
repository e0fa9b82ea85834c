import { useTranslations } from 'next-intl'

/** Before the first answer: two runs' places, without motion, since it is only a moment. */
export function FeedSkeleton() {
  const t = useTranslations('feed')
  return (
    <div role="status" className="flex flex-col gap-10">
      <span className="sr-only">{t('loading')}</span>
      {[0, 1].map((run) => (
        <div key={run} aria-hidden className="grid gap-x-6 gap-y-3 md:grid-cols-[minmax(0,1fr)_256px]">
          <div className="flex gap-1">
            {[0, 1].map((picture) => (
              <div key={picture} className="aspect-video flex-1 rounded-picture bg-sunk" />
            ))}
          </div>
          <div className="flex flex-col gap-2">
            <div className="h-4 w-full rounded-picture bg-sunk" />
            <div className="h-4 w-2/3 rounded-picture bg-sunk" />
          </div>
        </div>
      ))}
    </div>
  )
}
