import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'

/** Before the first picture: what will be here, and the way to it. */
export function GalleryEmpty() {
  const t = useTranslations('gallery.empty')
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-80 flex-col items-center justify-center gap-3 px-6 text-center">
      <svg viewBox="0 0 120 60" aria-hidden="true" className="mb-2 w-40 text-sunk">
        <g fill="currentColor">
          <rect width="52" height="29" rx="1" />
          <rect x="54" width="22" height="29" rx="1" />
          <rect x="78" width="42" height="29" rx="1" />
          <rect y="31" width="30" height="29" rx="1" />
          <rect x="32" y="31" width="52" height="29" rx="1" />
          <rect x="86" y="31" width="34" height="29" rx="1" className="fill-accent" />
        </g>
      </svg>
      <p className="text-lg">{t('title')}</p>
      <p className="text-balance text-muted">{t('text')}</p>
      <AreaLink
        href="/"
        className="mt-2 inline-flex h-10 items-center rounded bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
      >
        {t('go')}
      </AreaLink>
    </div>
  )
}
