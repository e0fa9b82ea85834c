import type { AbstractIntlMessages } from 'next-intl'
import { once } from '#lib/once.ts'
import { asLocale, type Locale } from './locales.ts'

// A page brings the words of what it draws at first; whatever is fetched after it finds all others in one file of the
// language, which browsers keep for good.

/** All words of a language. */
export interface Catalogue {
  locale: Locale
  messages: AbstractIntlMessages
}

const there = new Map<Locale, Catalogue>()

const keep = (locale: Locale, load: () => Promise<{ default: AbstractIntlMessages }>) =>
  once(async () => {
    const catalogue = { locale, messages: (await load()).default }
    there.set(locale, catalogue)
    return catalogue
  })

const FILES: Record<Locale, () => Promise<Catalogue>> = {
  en: keep('en', () => import('#messages/en.json')),
  'zh-CN': keep('zh-CN', () => import('#messages/zh-CN.json')),
}

/** The words of a language, if they were fetched already. */
export const loadedCatalogue = (locale: Locale): Catalogue | undefined => there.get(locale)

/** Fetches the words of a language, once. Fails where they cannot be fetched; the next call tries again. */
export const loadCatalogue = (locale: Locale): Promise<Catalogue> => FILES[locale]()

/** The language of the page that is on screen; only in a browser. */
export const pageLocale = (): Locale => asLocale(document.documentElement.lang)
