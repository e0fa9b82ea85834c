import 'server-only'
import { getTranslations } from 'next-intl/server'

/** Says that an address leads nowhere, with a way back. */
export async function NothingHere() {
  const t = await getTranslations('shell.notFound')
  return (
    <div className="mx-auto flex max-w-prose flex-col items-start gap-3 p-8 pt-24">
      <h1 className="text-lg">{t('title')}</h1>
      <p className="text-muted">{t('why')}</p>
      <a href="/" className="mt-2 underline underline-offset-4">
        {t('toStudio')}
      </a>
    </div>
  )
}
