import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Gallery } from '#components/gallery/gallery.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gallery')
  return { title: t('title') }
}

export default async function GalleryPage() {
  await signedIn()
  const t = await getTranslations('gallery')
  return (
    <>
      <h1 className="sr-only">{t('title')}</h1>
      <Gallery />
    </>
  )
}
