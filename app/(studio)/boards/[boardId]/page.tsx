import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { BoardPage } from '#components/boards/board-page.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { boardFor } from '#lib/boards/data.ts'
import { isId } from '#lib/http.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('boards')
  return { title: t('page.label') }
}

export default async function Page({ params }: { params: Promise<{ boardId: string }> }) {
  const { studio, actor } = await signedIn()
  const { boardId } = await params
  if (!isId(boardId) || !(await boardFor(studio.db, actor, boardId))) notFound()
  return (
    <PageMessages of={['boards', 'feed', 'gallery', 'selection', 'shares']}>
      <BoardPage boardId={boardId} />
    </PageMessages>
  )
}
