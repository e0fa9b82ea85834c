import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useSharer } from './use-sharer.ts'

/** Before the first link: what it is for, and how to make one. */
export function LinksEmpty() {
  const t = useTranslations('shares.empty')
  const { mayShare } = useSharer()
  const keys = useCommandKeys('picture.share')
  return (
    <div className="mx-auto flex min-h-[50dvh] max-w-90 flex-col items-center justify-center gap-3 text-center">
      <Link2 aria-hidden className="mb-2 size-10 text-faint" strokeWidth={1.25} />
      <p className="text-lg">{t('title')}</p>
      {mayShare && (
        <>
          <p className="text-balance text-muted">
            {t.rich('how', { key: () => <Kbd keys={keys ?? 'S'} /> })}
          </p>
          <AreaLink
            href="/gallery"
            className="mt-2 inline-flex h-10 items-center rounded bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
          >
            {t('go')}
          </AreaLink>
        </>
      )}
    </div>
  )
}
