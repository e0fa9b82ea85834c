'use client'

import { useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { ApiError } from '#lib/api-client.ts'
import { useKit } from '#lib/kits/client.ts'
import { KitEditor } from './kit-editor.tsx'

/** One kit: what it holds, who may change it, and every version it had. */
export function KitPage({ kitId }: { kitId: string }) {
  const t = useTranslations('kits.page')
  const errorText = useErrorText()
  const kit = useKit(kitId)
  const error = kit.error && (kit.error instanceof ApiError ? kit.error : new ApiError('unreadable', 0))
  const gone = error?.code === 'not_found'
  // While the studio cannot be reached, what somebody is writing stays on their screen.
  if (error && (gone || !kit.data)) {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 p-6">
        <h1 className="text-lg">{gone ? t('gone') : t('unavailable')}</h1>
        {!gone && (
          <>
            <p className="max-w-prose text-muted">{errorText(error)}</p>
            <Button onClick={() => void kit.refetch()}>{t('retry')}</Button>
          </>
        )}
        <AreaLink href="/kits" className="underline underline-offset-4">
          {t('toKits')}
        </AreaLink>
      </div>
    )
  }
  if (!kit.data) return <h1 className="sr-only">{t('label')}</h1>
  return (
    <div className="px-4 pt-4 pb-24 sm:px-6 sm:pb-16">
      <KitEditor kit={kit.data} />
    </div>
  )
}
