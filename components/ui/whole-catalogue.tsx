'use client'

import { IntlProvider, useLocale } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { loadCatalogue, loadedCatalogue } from '#lib/i18n/catalogue.ts'
import { asLocale } from '#lib/i18n/locales.ts'

/**
 * Gives what was fetched after its page all words of the language; the page brought only those of what it draws itself.
 * Until they are there, `fallback` stands.
 */
export function WholeCatalogue({ children, fallback = null }: { children: ReactNode; fallback?: ReactNode }) {
  const locale = asLocale(useLocale())
  const [shown, setShown] = useState(() => loadedCatalogue(locale))
  useEffect(() => {
    if (shown?.locale === locale) return
    let gone = false
    // In another language now: what is on screen stays in the one before until the words have come.
    loadCatalogue(locale).then((catalogue) => gone || setShown(catalogue), reportError)
    return () => {
      gone = true
    }
  }, [shown, locale])
  return shown ? <IntlProvider {...shown}>{children}</IntlProvider> : fallback
}
