import 'server-only'
import { createTranslator } from 'next-intl'
import { chooseLocale, LOCALE_COOKIE, type Locale } from '#lib/i18n/locales.ts'
import { requestCookie } from '#lib/request-cookie.ts'
import en from '#messages/en.json'
import zh from '#messages/zh-CN.json'

const translators = {
  en: createTranslator({ locale: 'en', messages: en, namespace: 'sharePage' }),
  'zh-CN': createTranslator({ locale: 'zh-CN', messages: zh, namespace: 'sharePage' }),
}

/** The page's words in the language of whoever opens it. */
export interface Words {
  locale: Locale
  t: (typeof translators)['en']
}

export function wordsFor(request: Request): Words {
  const chosen = requestCookie(request, LOCALE_COOKIE)
  const locale = chooseLocale(chosen, request.headers.get('accept-language'))
  return { locale, t: translators[locale] }
}
