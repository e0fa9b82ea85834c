import { getTranslations } from 'next-intl/server'

export default async function StudioPage() {
  const t = await getTranslations('shell')
  return <h1>{t('name')}</h1>
}
