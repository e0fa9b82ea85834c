import { Package } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { kitPath } from '#lib/kits/client.ts'

/** The kit that a picture was made with, at its version then, and what the model was sent where that is more than the prompt. */
export function MadeWith({ generation: { kit, sentPrompt } }: { generation: GenerationDto }) {
  const t = useTranslations('kits.madeWith')
  return (
    <>
      {kit && (
        <p className="flex items-center gap-1.5 text-muted">
          <Package aria-hidden className="size-4 shrink-0" />
          <span className="sr-only">{t('kit')}</span>
          <AreaLink
            href={kitPath(kit.id)}
            className="min-w-0 truncate underline underline-offset-4 hover:text-ink"
          >
            {kit.name}
          </AreaLink>
          <span className="shrink-0">{t('version', { version: kit.version })}</span>
        </p>
      )}
      {sentPrompt !== null && (
        <details className="text-muted">
          <summary className="w-fit cursor-pointer hover:text-ink">{t('sent')}</summary>
          <p dir="auto" className="mt-1 max-h-60 overflow-y-auto whitespace-pre-line wrap-anywhere">
            {sentPrompt}
          </p>
        </details>
      )}
    </>
  )
}
