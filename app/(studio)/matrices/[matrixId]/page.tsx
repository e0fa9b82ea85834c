import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MatrixPage } from '#components/matrix/matrix-page.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { isId } from '#lib/http.ts'
import { matrixFor } from '#lib/matrices/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('matrix')
  return { title: t('label') }
}

export default async function Page({ params }: { params: Promise<{ matrixId: string }> }) {
  const { studio, actor } = await signedIn()
  const { matrixId } = await params
  const matrix = isId(matrixId) ? await matrixFor(studio.db, actor, matrixId) : null
  if (!matrix) notFound()
  return (
    <PageMessages of={['feed', 'matrix']}>
      <MatrixPage first={matrix} />
    </PageMessages>
  )
}
