import 'server-only'
import { getTranslations } from 'next-intl/server'
import { EntryFrame } from '#components/accounts/entry-frame.tsx'

/** For a link that was used, taken back, replaced, is over or never was: one page, which does not tell them apart. */
export async function LinkGone() {
  const t = await getTranslations('invite.gone')
  return (
    <EntryFrame title={t('title')} lead={t('why')}>
      <a href="/sign-in" className="underline underline-offset-4">
        {t('signIn')}
      </a>
    </EntryFrame>
  )
}
