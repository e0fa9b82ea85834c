import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Links } from '#components/shares/links.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shares.list')
  return { title: t('title') }
}

export default function LinksPage() {
  return <Links />
}
