import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ContactSheetPage } from '#components/contact-sheet/contact-sheet-page.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('contactSheet')
  return { title: t('title') }
}

export default async function ContactSheet() {
  await signedIn()
  return (
    <PageMessages of={['contactSheet']}>
      <ContactSheetPage />
    </PageMessages>
  )
}
