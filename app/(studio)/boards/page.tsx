import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BoardList } from '#components/boards/board-list.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('boards')
  return { title: t('title') }
}

export default async function BoardsPage() {
  await signedIn()
  return (
    <PageMessages of={['boards', 'search.saved']}>
      <BoardList />
    </PageMessages>
  )
}
