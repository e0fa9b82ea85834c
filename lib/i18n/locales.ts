/** Languages of the interface, by their BCP 47 tags. */
export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

/** Each language by its own name, the same in every language. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', 'zh-CN': '简体中文' }

export const LOCALE_COOKIE = 'bunch_locale'

/** A tag as one of our languages; English for any other. */
export function asLocale(tag: string): Locale {
  return LOCALES.find((locale) => locale === tag) ?? 'en'
}

/** The language to speak: the person's choice, else the browser's first that we have, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = LOCALES.find((locale) => locale === cookie)
  if (chosen) return chosen
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? ''
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}
