'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'

/** In place of a page that threw: says that nothing was lost, and tries again. */
export default function PageError({ reset }: { reset: () => void }) {
  const t = useTranslations('shell.crashed')
  return (
    <div role="alert" className="mx-auto flex max-w-prose flex-col items-start gap-3 p-8 pt-24">
      <h1 className="text-lg">{t('title')}</h1>
      <p className="text-muted">{t('why')}</p>
      <Button onClick={reset}>{t('again')}</Button>
    </div>
  )
}
