import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryFrame } from '#components/accounts/entry-frame.tsx'
import { SetupForm } from '#components/accounts/setup-form.tsx'
import { Messages } from '#components/shell/messages.tsx'
import { isSetUp } from '#lib/accounts/set-up.ts'
import { getStudio } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('setup')
  return { title: t('title') }
}

type Query = Promise<{ token?: string | string[] }>

/** Reached with the right token only (the server's door sees to it), and gone once there is an owner. */
export default async function SetupPage({ searchParams }: { searchParams: Query }) {
  if (await isSetUp(await getStudio('GET'))) notFound()
  const { token } = await searchParams
  const t = await getTranslations('setup')
  return (
    <EntryFrame title={t('title')} lead={t('lead')}>
      <Messages of={['errors', 'setup', 'signIn']}>
        <SetupForm token={typeof token === 'string' ? token : ''} />
      </Messages>
    </EntryFrame>
  )
}
