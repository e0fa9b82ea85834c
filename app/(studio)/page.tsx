import { getTranslations } from 'next-intl/server'
import { Composer } from '#components/composer/composer.tsx'
import { Examples } from '#components/composer/examples.tsx'
import { Feed } from '#components/feed/feed.tsx'
import { firstRuns } from '#components/feed/first-runs.ts'
import { LookOnly } from '#components/feed/look-only.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'

export default async function StudioPage() {
  const { actor } = await signedIn()
  const t = await getTranslations('shell')
  const makes = may(actor.role, 'make')
  return (
    <PageMessages of={['feed', 'kits.chip', 'matrix', 'prompts', 'references']}>
      <div className="px-4 pb-24 sm:px-6 sm:pb-16">
        <h1 className="sr-only">{t('area.studio')}</h1>
        {makes ? <Composer /> : <LookOnly />}
        <div className="pt-4 sm:pt-6">
          <Feed first={await firstRuns()} empty={makes && <Examples />} />
        </div>
      </div>
    </PageMessages>
  )
}
