import 'server-only'
import type { Locale } from '#lib/i18n/locales.ts'
import { PASSWORD_LINK_HOURS } from '#lib/password-links/schema.ts'
import { letter, letterWords } from './letter.ts'
import type { Mail } from './mailer.ts'

/** The letter to somebody who forgot their password. */
export function passwordMail({ to, link, locale }: { to: string; link: string; locale: Locale }): Mail {
  const t = letterWords(locale)
  return letter({
    to,
    locale,
    subject: t('password.subject', { host: new URL(link).host }),
    paragraphs: [t('password.what', { host: new URL(link).host })],
    link,
    action: t('password.action'),
    note: t('password.note', { hours: PASSWORD_LINK_HOURS }),
  })
}
