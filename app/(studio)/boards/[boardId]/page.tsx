import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { BoardPage } from '#components/boards/board-page.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('boards')
  return { title: t('page.label') }
}

export default async function Page({ params }: { params: Promise<{ boardId: string }> }) {
  await signedIn()
  const { boardId } = await params
  if (!UUID.test(boardId)) notFound()
  return <BoardPage boardId={boardId} />
}
