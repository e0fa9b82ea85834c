import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'

/** In the composer's place for those who only look: what they can do here, and the way to it. */
export function LookOnly() {
  const t = useTranslations('feed.lookOnly')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 pt-6">
      <p className="max-w-prose text-pretty text-base">{t('text')}</p>
      <AreaLink
        href="/gallery"
        className="inline-flex h-10 items-center rounded bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
      >
        {t('go')}
      </AreaLink>
    </div>
  )
}
