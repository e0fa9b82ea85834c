import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { may } from '#lib/accounts/roles.ts'
import type { PersonRef } from '#lib/accounts/schema.ts'

interface GalleryEmptyProps {
  /** Of a gallery of one person. */
  person: PersonRef | undefined
  /** The gallery of one's own. */
  mine: boolean
}

/** Before the first picture: what will be here, and the way to it for those who can make one. */
export function GalleryEmpty({ person, mine }: GalleryEmptyProps) {
  const t = useTranslations('gallery.empty')
  const { me } = useStudioFacts()
  const text = mine ? t('mine') : may(me.role, 'make') ? t('text') : t('look')
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
      <p className="text-lg">{person ? t('person', { name: person.name }) : t('title')}</p>
      {!person && <p className="text-balance text-muted">{text}</p>}
      {!person && may(me.role, 'make') && (
        <AreaLink
          href="/"
          className="mt-2 inline-flex h-10 items-center rounded bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
        >
          {t('go')}
        </AreaLink>
      )}
    </div>
  )
}
