import 'server-only'
import { getTranslations } from 'next-intl/server'

interface SignInLinkProps {
  /** What people call the service; `null` where it has no name. */
  name: string | null
  /** The path of this studio to come back to. */
  to: string
}

/** The other way in, below the form: the operator's sign-in service. Works without any script. */
export async function SignInLink({ name, to }: SignInLinkProps) {
  const t = await getTranslations('oidc')
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </div>
      <a
        href={to === '/' ? '/api/oidc/start' : `/api/oidc/start?return=${encodeURIComponent(to)}`}
        className="touch-target inline-flex h-11 items-center justify-center rounded bg-sunk px-4 text-base hover:bg-hover"
      >
        {name === null ? t('signIn') : t('signInWith', { name })}
      </a>
    </div>
  )
}
