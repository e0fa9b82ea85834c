import 'server-only'
import { getTranslations } from 'next-intl/server'
import type { OidcProblem } from '#lib/oidc/problems.ts'

/** Why the person is back from the sign-in service without having come in. */
export async function Problem({ problem }: { problem: OidcProblem }) {
  const t = await getTranslations('oidc.problem')
  return (
    <p role="alert" className="text-pretty rounded bg-danger-soft px-3 py-2 text-danger">
      {t(problem)}
    </p>
  )
}
