import { getTranslations } from 'next-intl/server'
import { Composer } from '#components/composer/composer.tsx'

export default async function StudioPage() {
  const t = await getTranslations('shell')
  return (
    <div className="px-4 pb-16 sm:px-6">
      <h1 className="sr-only">{t('area.studio')}</h1>
      <Composer />
    </div>
  )
}
