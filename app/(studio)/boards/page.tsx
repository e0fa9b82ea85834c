import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BoardList } from '#components/boards/board-list.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('boards')
  return { title: t('title') }
}

export default function BoardsPage() {
  return <BoardList />
}
