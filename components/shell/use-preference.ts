import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { LOCALE_COOKIE, type Locale } from '#lib/i18n/locales.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { THEME_COOKIE, type Theme } from '#lib/profile/themes.ts'
import { setPreference } from './set-preference.ts'

/** Changes how the studio looks, at once in this browser and then for the person everywhere. */
export function usePreference(): (change: { theme: Theme } | { locale: Locale }) => Promise<void> {
  const t = useTranslations('shell.account')
  const router = useRouter()
  return useCallback(
    async (change) => {
      if ('theme' in change) setPreference(THEME_COOKIE, change.theme)
      else setPreference(LOCALE_COOKIE, change.locale)
      router.refresh()
      try {
        await profileRequests.change(change)
      } catch (error) {
        // This browser remembers it all the same.
        if (!(error instanceof ApiError)) throw error
        showToast(t('notRemembered'), { tone: 'danger' })
      }
    },
    [t, router],
  )
}
