import { getTranslations } from 'next-intl/server'

export default async function StudioPage() {
  const t = await getTranslations('shell')
  return <h1 className="sr-only">{t('area.studio')}</h1>
}
