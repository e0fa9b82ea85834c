import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ImagePage } from '#components/viewer/image-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('viewer')
  return { title: t('label') }
}

export default async function Page({ params }: { params: Promise<{ imageId: string }> }) {
  return <ImagePage imageId={(await params).imageId} />
}
