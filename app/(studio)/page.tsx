import { getTranslations } from 'next-intl/server'
import { Composer } from '#components/composer/composer.tsx'
import { Examples } from '#components/composer/examples.tsx'
import { Feed } from '#components/feed/feed.tsx'
import { firstRuns } from '#components/feed/first-runs.ts'
import { signedIn } from '#lib/accounts/page-session.ts'

export default async function StudioPage() {
  await signedIn()
  const t = await getTranslations('shell')
  return (
    <div className="px-4 pb-24 sm:px-6 sm:pb-16">
      <h1 className="sr-only">{t('area.studio')}</h1>
      <Composer />
      <div className="pt-4 sm:pt-6">
        <Feed first={await firstRuns()} empty={<Examples />} />
      </div>
    </div>
  )
}
