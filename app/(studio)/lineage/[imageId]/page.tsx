import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LineagePage } from '#components/lineage/lineage-page.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { knownImage } from '#components/viewer/known-image.ts'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('lineage')
  return { title: t('title') }
}

export default async function Page({ params }: { params: Promise<{ imageId: string }> }) {
  await signedIn()
  const { imageId } = await params
  if (!(await knownImage(imageId))) notFound()
  return (
    <PageMessages of={['feed', 'lineage', 'references.role']}>
      <LineagePage imageId={imageId} />
    </PageMessages>
  )
}
