import 'server-only'
import { getTranslations } from 'next-intl/server'
import { Section } from '#components/settings/section.tsx'
import type { OidcProblem } from '#lib/oidc/problems.ts'
import { LinkField } from './link-field.tsx'
import { Problem } from './problem.tsx'

interface LinkSectionProps {
  /** As `linkState` tells it. */
  state: { name: string | null; linked: boolean; password: boolean }
  /** What went wrong just now. */
  problem: OidcProblem | null
}

/** The operator's sign-in service among the settings: whether it opens this account. */
export async function LinkSection({ state, problem }: LinkSectionProps) {
  const t = await getTranslations('oidc')
  const { linked, password } = state
  const name = state.name ?? t('service')
  const about = !linked ? t('notLinked', { name }) : password ? t('linked', { name }) : t('onlyWay', { name })
  return (
    <Section title={t('title')} about={about}>
      <div className="flex flex-col items-start gap-4">
        {problem && <Problem problem={problem} />}
        {(password || !linked) && <LinkField linked={linked} />}
      </div>
    </Section>
  )
}
